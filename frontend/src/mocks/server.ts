/** Stands in for the server in tests of pages: answers that the contract allows, from handlers that it names. */

import type { ErrorCodeOf, OperationId } from '../generated/errors'
import { type Exchanges, ROUTES } from '../generated/exchanges'

type Answers<Id extends OperationId> = Exchanges[Id]['answers']

/** A status of an operation, with the body that the contract has for it. */
export type Answer<Id extends OperationId> = {
  [Status in keyof Answers<Id>]: { readonly status: Status; readonly body: Answers<Id>[Status] }
}[keyof Answers<Id>]

export type Handler<Id extends OperationId> = (
  input: Exchanges[Id]['input'],
) => Answer<Id> | Promise<Answer<Id>>

/** One handler for every operation: the compiler misses those of new ones, and new members of their answers. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> }

interface AnyAnswer {
  readonly status: number
  readonly body: unknown
}

const ORIGIN = 'http://localhost'

/** A `fetch` that answers as the handlers say. What no operation knows is rejected, as by a network that is down. */
export function fetchFrom(handlers: Handlers): typeof fetch {
  return async (resource, init) => {
    const request = new Request(new URL(String(resource), ORIGIN), withoutSignal(init))
    init?.signal?.throwIfAborted()
    const url = new URL(request.url)
    for (const id of Object.keys(ROUTES) as OperationId[]) {
      const path = matched(ROUTES[id], request.method, url.pathname)
      if (path) {
        const { status, body } = await answer(handlers, id, path, url.searchParams, request)
        init?.signal?.throwIfAborted()
        return new Response(body === undefined ? null : JSON.stringify(body), { status })
      }
    }
    throw new TypeError(`no operation at ${request.method} ${url.pathname}`)
  }
}

/** The refusal of an operation, with a body that has the code and these errors. */
export function refusal<Code extends ErrorCodeOf<OperationId>, Status extends number>(
  status: Status,
  code: Code,
  errors: Readonly<Record<string, readonly string[]>> = {},
): {
  readonly status: Status
  readonly body: {
    readonly code: Code
    readonly errors: Readonly<Record<string, readonly string[]>>
    readonly requestId: string
  }
} {
  return { status, body: { code, errors, requestId: 'request-of-a-mock' } }
}

async function answer(
  handlers: Handlers,
  id: OperationId,
  path: Readonly<Record<string, string>>,
  search: URLSearchParams,
  request: Request,
): Promise<AnyAnswer> {
  const text = await request.text()
  const input = {
    path,
    query: Object.fromEntries(search),
    ...(text ? { body: JSON.parse(text) as unknown } : {}),
  }
  // The compiler cannot follow that the handler and the input are of one operation.
  const handler = handlers[id] as unknown as (input: unknown) => AnyAnswer | Promise<AnyAnswer>
  return await handler(input)
}

/** The signal of a simulated window is none for Node's Request. */
function withoutSignal({ signal: _, ...init }: RequestInit = {}): RequestInit {
  return init
}

/** The values in a path, undefined for another route's. */
function matched(
  route: { readonly method: string; readonly path: string },
  method: string,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const template = route.path.split('/')
  const steps = path.split('/')
  if (route.method !== method || template.length !== steps.length) return undefined
  const values: Record<string, string> = {}
  for (const [index, expected] of template.entries()) {
    const step = decodeURIComponent(steps[index] ?? '')
    if (expected.startsWith('{')) values[expected.slice(1, -1)] = step
    else if (expected !== step) return undefined
  }
  return values
}
