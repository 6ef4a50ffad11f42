/** After any failure, the page stays usable and shows an error. */

import {
  expectErrorMessage,
  expectFormToKeepValues,
  FAILURES,
  fail,
  forEachFailure,
  LOADING_FAILURES,
} from './failures.ts'
import { button, fill, heading } from './page.ts'
import { PAGES } from './pages.ts'
import { PASSWORD } from './people.ts'
import { expect, test } from './test.ts'

/** The data of a page. Failures of the session are a matter of their own. */
const DATA = /^\/(?!user$)/

for (const { pattern, urls } of PAGES) {
  test(`the page at ${pattern} stays usable after any failure of its data`, async ({
    page,
    jake,
  }) => {
    for (const url of await urls(jake)) {
      await forEachFailure(LOADING_FAILURES, async (handler) => {
        const failing = await fail(page, 'GET', DATA, handler)
        await page.goto(url, { waitUntil: 'networkidle' })
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
        await expect(page.locator('.navbar')).toContainText(jake.username)
        if (failing.requests() > 0) await expectErrorMessage(page)
      })
    }
  })
}

test('after any failure, the registration form shows an error and keeps its values', async ({
  page,
}) => {
  await page.goto('/register')
  await expectFormToKeepValues(page, {
    request: ['POST', /^\/users$/],
    texts: { username: 'anna', email: 'anna@example.test', password: PASSWORD },
    submit: 'Sign up',
  })
})

test('after any failure, the login form shows an error and keeps its values', async ({ page }) => {
  await page.goto('/login')
  await expectFormToKeepValues(page, {
    request: ['POST', /^\/users\/login$/],
    texts: { email: 'anna@example.test', password: PASSWORD },
    submit: 'Sign in',
  })
})

test('after any failure, the settings form shows an error and keeps its values', async ({
  page,
  jake,
}) => {
  await page.goto('/settings')
  await expectFormToKeepValues(page, {
    request: ['PUT', /^\/user$/],
    texts: { bio: `About ${jake.username}.` },
    submit: 'Update Settings',
  })
})

test('a rejected token signs out', async ({ page, jake }) => {
  // A new password invalidates all older tokens.
  await jake.updateUser({ password: 'another jacobian' })
  await page.goto('/settings')

  await expect(page).toHaveURL(/\/login/)
  expect(await page.evaluate(() => localStorage.getItem('jwtToken'))).toBeNull()
  await expect(page.locator('.navbar')).toContainText('Sign in')
})

test('a token that is rejected while the user is writing loses no text', async ({ page, jake }) => {
  await page.goto('/settings')
  await fill(page, { bio: 'Long in the making.' })
  await jake.updateUser({ password: 'another jacobian' })
  await button(page, 'Update Settings').click()

  await expect(page.getByRole('link', { name: 'Sign in again' })).toBeVisible()
  await expect(page.locator('[name=bio]')).toHaveValue('Long in the making.')
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await fill(page, { email: jake.email, password: 'another jacobian' })
  await button(page, 'Sign in').click()
  await expect(page).toHaveURL('/settings')
})

for (const kind of ['a 5xx', 'no network', 'broken JSON', 'an empty body']) {
  test(`with ${kind} on start, the token is preserved, and a button reconnects`, async ({
    page,
    jake,
  }) => {
    await fail(page, 'GET', /^\/user$/, FAILURES[kind] ?? (() => Promise.reject()))
    await page.goto('/no/such/page')
    await expect(heading(page, 'There is no such page')).toBeVisible()
    await expect(page.getByText('The server does not answer.')).toBeVisible()
    expect(await page.evaluate(() => localStorage.getItem('jwtToken'))).toBe(jake.token)
    await page.unrouteAll()
    await page
      .getByRole('button', { name: /connect|try again/i })
      .first()
      .click()

    await expect(page.locator('.navbar')).toContainText(jake.username)
  })
}
