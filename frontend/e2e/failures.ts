/** Failures of the API, as browsers see them. */

import type { Page, Route } from '@playwright/test'
import { API } from './servers.ts'

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
    route.fulfill({ status: 200, contentType: 'application/json', body: '{"articles": [' }),
  'an empty body': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '' }),
  'JSON of another shape': (route) => route.fulfill({ status: 200, json: { dragons: null } }),
}

interface FailingRequests {
  /** Resolves at the first failing request. */
  readonly firstRequest: Promise<void>
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
  await page.route(`${API}/**`, (route) => {
    const request = route.request()
    if (request.method() !== method || !path.test(request.url().slice(API.length))) {
      return route.fallback()
    }
    resolve()
    return handler(route)
  })
  return { firstRequest }
}

/** A promise with its `resolve`. */
export function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((resolvePromise) => {
    resolve = resolvePromise
  })
  return { promise, resolve }
}
