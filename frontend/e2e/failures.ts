/** Ways in which an API fails, as a browser sees them. */

import type { Page, Route } from '@playwright/test'
import { API } from './servers.ts'

type Answer = (route: Route) => Promise<void>

const REFUSAL = { errors: { dragon: ['is asleep'] }, code: 'invalid', requestId: 'e2e' }
const FAILURE = { errors: { server: ['failed'] }, code: 'internal', requestId: 'e2e' }

export const FAILURES: Record<string, Answer> = {
  'a refusal': (route) => route.fulfill({ status: 422, json: REFUSAL }),
  'a 4xx that is not of the contract': (route) => route.fulfill({ status: 418, body: 'teapot' }),
  'a 5xx': (route) => route.fulfill({ status: 500, json: FAILURE }),
  'a 5xx of a proxy': (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }),
  'no network': (route) => route.abort('internetdisconnected'),
  'broken JSON': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '{"articles": [' }),
  'an empty body': (route) =>
    route.fulfill({ status: 200, contentType: 'application/json', body: '' }),
  'JSON of another shape': (route) => route.fulfill({ status: 200, json: { dragons: null } }),
}

/** Requests that fail from now on, and whether one has. */
interface Failing {
  /** Resolved by the first of these requests. */
  readonly met: Promise<void>
}

/** Fail requests of that method below that path of the API, until the test fails others or ends. */
export async function fail(
  page: Page,
  method: string,
  path: RegExp,
  answer: Answer,
): Promise<Failing> {
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  const { kept: met, keep } = promise()
  await page.route(`${API}/**`, (route) => {
    const request = route.request()
    if (request.method() !== method || !path.test(request.url().slice(API.length))) {
      return route.fallback()
    }
    keep()
    return answer(route)
  })
  return { met }
}

/** A promise, and how to keep it. */
export function promise(): { kept: Promise<void>; keep: () => void } {
  let keep = () => {}
  const kept = new Promise<void>((resolve) => {
    keep = resolve
  })
  return { kept, keep }
}
