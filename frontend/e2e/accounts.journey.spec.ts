/** From registration to sign-out: on a desktop, on a phone, and with the API on another origin. */

import { fill, heading, nav } from './page.ts'
import { PASSWORD, uniqueName } from './people.ts'
import { expect, test } from './test.ts'

test('a user registers, signs out, signs in, and stays signed in', async ({ page }) => {
  const username = uniqueName('anna')
  const email = `${username}@example.test`
  await page.goto('/login')
  await nav(page, 'Sign up')
  await expect(heading(page, 'Sign up')).toBeVisible()
  await fill(page, { username, email, password: PASSWORD })
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.locator('.navbar')).toContainText(username)

  await nav(page, 'Settings')
  await page.getByRole('button', { name: 'Or click here to logout' }).click()
  await expect(page.locator('.navbar')).toContainText('Sign in')
  expect(await page.evaluate(() => localStorage.getItem('jwtToken'))).toBeNull()

  await nav(page, 'Sign in')
  await fill(page, { email, password: PASSWORD })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('.navbar')).toContainText(username)
  await page.reload()
  await expect(page.locator('.navbar')).toContainText(username)
})
