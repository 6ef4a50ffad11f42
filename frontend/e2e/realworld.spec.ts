/** The debug object that the browser suite of the RealWorld project reads. */

import { expect, test } from './test.ts'

declare global {
  interface Window {
    __conduit_debug__?: { getAuthState(): string; getToken(): string | null }
  }
}

test('the debug object has the state of the session and the token', async ({ page, jake }) => {
  const read = () =>
    page.evaluate(() => [
      window.__conduit_debug__?.getAuthState(),
      window.__conduit_debug__?.getToken(),
    ])
  await page.goto('/')
  await expect.poll(read).toEqual(['authenticated', jake.token])
  await jake.updateUser({ password: 'another jacobian' })
  await page.reload()
  await expect.poll(read).toEqual(['unauthenticated', null])
})
