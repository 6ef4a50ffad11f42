/** Failures of the API, as browsers see them. */

import type { Page, Route } from '@playwright/test'
import { button, errorMessages, field, fill } from './page.ts'
import { API } from './servers.ts'
import { expect, test } from './test.ts'

type RouteHandler = (route: Route) => Promise<void>

const VALIDATION_ERROR = { errors: { dragon: ['is asleep'] }, code: 'invalid', requestId: 'e2e' }
const INTERNAL_ERROR = { errors: { server: ['failed'] }, code: 'internal', requestId: 'e2e' }

export const FAILURES: Record<string, RouteHandler> = {
  'an error response': (route) => route.fulfill({ status: 422, json: VALIDATION_ERROR }),
  'a 4xx outside the contract': (route) => route.fulfill({ status: 418, body: 'teapot' }),
  'a 5xx': (route) => route.fulfill({ status: 500, json: INTERNAL_ERROR }),
  'a 5xx of a proxy': (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  'no network': (route) => route.abort('internetdisconnected'),
  'broken JSON': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '{"dragons": [' }),
  'an empty body': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '' }),
  'JSON of another shape': (route) => route.fulfill({ status: 200, json: { dragons: null } }),
}

export const ALL_FAILURES = Object.entries(FAILURES)
// Each failure costs a page load, so failures that the client treats alike are tested on forms only.
export const LOADING_FAILURES = ALL_FAILURES.filter(
  ([kind]) => !/of a proxy|outside the contract|shape/.test(kind),
)
// The client ignores the body of a successful deletion, so broken bodies are not failures.
export const DELETION_FAILURES = ALL_FAILURES.filter(([kind]) => !/body|JSON/.test(kind))

/** Run a step for each failure, with the name of the failure. */
export async function forEachFailure(
  failures: typeof ALL_FAILURES,
  step: (handler: RouteHandler) => Promise<void>,
): Promise<void> {
  for (const [name, handler] of failures) await test.step(name, () => step(handler))
}

export async function expectErrorMessage(page: Page): Promise<void> {
  await expect(errorMessages(page).first()).toHaveText(/\w{3}/)
}

interface Form {
  request: readonly [method: string, path: RegExp]
  texts: Record<string, string>
  submit: string
}

/** Submit a form once for each failure: each submission shows an error, and the form keeps its values. */
export async function expectFormToKeepValues(
  page: Page,
  { request, texts, submit }: Form,
): Promise<void> {
  await fill(page, texts)
  await forEachFailure(ALL_FAILURES, async (handler) => {
    const { firstRequest } = await fail(page, ...request, handler)
    await button(page, submit).click()
    await firstRequest
    await expect(button(page, submit)).toBeEnabled()
    await expect(page.locator('.error-messages').first()).toHaveText(/\w{3}/)
    for (const [name, text] of Object.entries(texts))
      await expect(field(page, name)).toHaveValue(text)
  })
}

interface FailingRequests {
  /** Resolves at the first failing request. */
  readonly firstRequest: Promise<void>
  /** The number of failing requests so far. */
  readonly requests: () => number
}

/** Let matching requests to the API fail, until the next call or the end of the test. */
export async function fail(
  page: Page,
  method: string,
  path: RegExp,
  handler: RouteHandler,
): Promise<FailingRequests> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  const { promise: firstRequest, resolve } = deferred()
  let requests = 0
  await page.route(`${API}/**`, (route) => {
    const request = route.request()
    if (request.method() !== method || !path.test(request.url().slice(API.length))) {
      return route.fallback()
    }
    requests += 1
    resolve()
    return handler(route)
  })
  return { firstRequest, requests: () => requests }
}

/** A promise with its `resolve`. */
export function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise
  })
  return { promise, resolve }
}
