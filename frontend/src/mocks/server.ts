/** A mock server for tests of pages: typed handlers return responses that the contract allows. */

import type { ErrorCodeOf, OperationId } from '../generated/errors'
import { type Exchanges, ROUTES } from '../generated/exchanges'

type Responses<Id extends OperationId> = Exchanges[Id]['responses']

/** A status of an operation, with the body that the contract defines for the status. */
export type MockResponse<Id extends OperationId> = {
  [Status in keyof Responses<Id>]: { readonly status: Status; readonly body: Responses<Id>[Status] }
}[keyof Responses<Id>]

export type Handler<Id extends OperationId> = (
  input: Exchanges[Id]['input'],
) => MockResponse<Id> | Promise<MockResponse<Id>>

/** A handler for each operation. A missing member of a response does not compile. */
export type Handlers = { readonly [Id in OperationId]: Handler<Id> }

interface AnyMockResponse {
  readonly status: number
  readonly body: unknown
}

const ORIGIN = 'http://localhost'

/** A `fetch` that calls the handlers. A request without a handler is rejected, like one without a network. */
export function createMockFetch(handlers: Partial<Handlers>): typeof fetch {
  return async (resource, init) => {
    const request = new Request(new URL(String(resource), ORIGIN), withoutSignal(init))
    init?.signal?.throwIfAborted()
    const url = new URL(request.url)
    for (const id of Object.keys(ROUTES) as OperationId[]) {
      const path = matchRoute(ROUTES[id], request.method, url.pathname)
      if (path) {
        const { status, body } = await callHandler(handlers, id, path, url.searchParams, request)
        init?.signal?.throwIfAborted()
        return new Response(body === undefined ? null : JSON.stringify(body), { status })
      }
    }
    throw new TypeError(`no operation at ${request.method} ${url.pathname}`)
  }
}

/** An error response with a code and messages. */
export function errorResponse<Code extends ErrorCodeOf<OperationId>, Status extends number>(
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

async function callHandler(
  handlers: Partial<Handlers>,
  id: OperationId,
  path: Readonly<Record<string, string>>,
  search: URLSearchParams,
  request: Request,
): Promise<AnyMockResponse> {
  const text = await request.text()
  const input = {
    path,
    query: Object.fromEntries(search),
    ...(text ? { body: JSON.parse(text) as unknown } : {}),
  }
  // The compiler cannot see that the handler and the input belong to the same operation.
  const handler = handlers[id] as
    | ((input: unknown) => AnyMockResponse | Promise<AnyMockResponse>)
    | undefined
  if (handler === undefined) throw new TypeError(`no handler for ${id}`)
  return await handler(input)
}

/** Node's Request does not accept a signal of jsdom's window. */
function withoutSignal({ signal: _, ...init }: RequestInit = {}): RequestInit {
  return init
}

/** The parameters of a path; undefined if the route does not match. */
function matchRoute(
  route: { readonly method: string; readonly path: string },
  method: string,
  path: string,
): Readonly<Record<string, string>> | undefined {
  const template = route.path.split('/')
  const segments = path.split('/')
  if (route.method !== method || template.length !== segments.length) return undefined
  const values: Record<string, string> = {}
  for (const [index, expected] of template.entries()) {
    const segment = decodeURIComponent(segments[index] ?? '')
    if (expected.startsWith('{')) values[expected.slice(1, -1)] = segment
    else if (expected !== segment) return undefined
  }
  return values
}
