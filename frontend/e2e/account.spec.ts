/** Registration, sign-in, sign-out and settings. */

import { button, field, fill, heading } from './page.ts'
import { PASSWORD, uniqueName } from './people.ts'
import { expect, PICTURE, servePictures, test } from './test.ts'

test('a new user is signed in, also after a reload', async ({ page }) => {
  const username = uniqueName('anna')
  await page.goto('/register')
  await fill(page, { username, email: `${username}@example.test`, password: PASSWORD })
  await button(page, 'Sign up').click()

  await expect(page).toHaveURL('/')
  await expect(page.locator('.navbar')).toContainText(username)
  await page.reload()
  await expect(page.locator('.navbar')).toContainText(username)
  expect(await page.evaluate(() => window.__conduit_debug__?.getAuthState())).toBe('authenticated')
})

test('a taken username shows an error, and the form keeps its values', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  await page.goto('/register')
  await fill(page, { username: anna.username, email: 'other@example.test', password: PASSWORD })
  await button(page, 'Sign up').click()

  await expect(page.locator('.error-messages')).toContainText('username has already been taken')
  await expect(field(page, 'username')).toHaveValue(anna.username)
})

test('a wrong password shows an error', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  await page.goto('/login')
  await fill(page, { email: anna.email, password: 'not her password' })
  await button(page, 'Sign in').click()

  await expect(page.locator('.error-messages')).toHaveText(/\w{3}/)
  await expect(page).toHaveURL(/\/login/)
})

for (const path of [
  '/settings',
  '/editor',
  '/editor/how-to-train-your-dragon',
  '/?feed=following',
]) {
  test(`an anonymous user at ${path} is redirected to the login page`, async ({ page }) => {
    await page.goto(path)

    await expect(page).toHaveURL(/\/login/)
    await expect(heading(page, 'Sign in')).toBeVisible()
  })
}

test('picture, username, bio and email are changed in the settings and shown', async ({
  page,
  jake,
  problems,
}) => {
  await servePictures(page, problems)
  const username = uniqueName('james')
  await page.goto('/settings')
  await expect(field(page, 'username')).toHaveValue(jake.username)
  await fill(page, {
    image: PICTURE,
    username,
    bio: 'Works at a\nzoo.',
    email: `${username}@example.test`,
  })
  await button(page, 'Update Settings').click()

  await expect(page).toHaveURL(`/profile/${username}`)
  await expect(page.locator('.user-info')).toContainText('zoo.')
  await expect(page.locator('.user-info .user-img')).toHaveJSProperty('naturalWidth', 640)
  await page.goto('/settings')
  await expect(field(page, 'bio')).toHaveValue('Works at a\nzoo.')
  await expect(field(page, 'email')).toHaveValue(`${username}@example.test`)
  await expect(field(page, 'password')).toHaveValue('')
})

test('a new password signs in', async ({ page, jake }) => {
  await page.goto('/settings')
  await fill(page, { password: 'another jacobian' })
  await button(page, 'Update Settings').click()
  await expect(page).toHaveURL(`/profile/${jake.username}`)

  await page.goto('/settings')
  await button(page, 'Or click here to logout').click()
  await page.goto('/login')
  await fill(page, { email: jake.email, password: 'another jacobian' })
  await button(page, 'Sign in').click()
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('an empty bio and an empty picture are removed', async ({ page, jake }) => {
  await jake.updateUser({ bio: 'Works at a zoo.', image: '/favicon.svg' })
  await page.goto('/settings')
  await expect(field(page, 'bio')).toHaveValue('Works at a zoo.')
  await fill(page, { bio: '', image: '' })
  await button(page, 'Update Settings').click()

  await expect(page).toHaveURL(`/profile/${jake.username}`)
  await expect(page.locator('.user-info')).not.toContainText('zoo')
  await expect(page.locator('.user-info')).not.toContainText('null')
  await expect(page.locator('.user-info .user-img')).toHaveAttribute(
    'src',
    /default-avatar.*\.svg$/,
  )
})

test('a sign-out in one tab signs out in other tabs', async ({ page, jake }) => {
  const other = await page.context().newPage()
  await other.goto('/')
  await expect(other.locator('.navbar')).toContainText(jake.username)
  await page.goto('/settings')
  await button(page, 'Or click here to logout').click()

  await expect(other.locator('.navbar')).toContainText('Sign in')
})
