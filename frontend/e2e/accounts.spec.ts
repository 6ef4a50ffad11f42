/** Registration, sign-in, sign-out and settings. */

import { CODE, PICTURE as HOSTILE_PICTURE } from './hostile.ts'
import { button, field, fill, heading } from './page.ts'
import { PASSWORD, register, uniqueName } from './people.ts'
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

test('an anonymous user is redirected to the login page, and back after signing in', async ({
  page,
  signUp,
}) => {
  const anna = await signUp('anna')
  await page.goto('/settings')
  await expect(page).toHaveURL(/\/login/)
  await expect(heading(page, 'Sign in')).toBeVisible()
  await fill(page, { email: anna.email, password: PASSWORD })
  await button(page, 'Sign in').click()

  await expect(page).toHaveURL('/settings')
  await expect(field(page, 'username')).toHaveValue(anna.username)
})

test('picture, username, bio and email are changed in the settings', async ({
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

  await expect(page.getByText('Your settings are saved.')).toBeVisible()
  await expect(page.locator('.navbar')).toContainText(username)
  await expect(page.locator('.navbar .user-pic')).toHaveJSProperty('naturalWidth', 640)
  await page.goto('/settings')
  await expect(field(page, 'bio')).toHaveValue('Works at a\nzoo.')
  await expect(field(page, 'email')).toHaveValue(`${username}@example.test`)
  await expect(field(page, 'password')).toHaveValue('')
})

test('a new password signs in', async ({ page, jake }) => {
  await page.goto('/settings')
  await fill(page, { password: 'another jacobian' })
  await button(page, 'Update Settings').click()
  await expect(page.getByText('Your settings are saved.')).toBeVisible()

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

  await expect(page.getByText('Your settings are saved.')).toBeVisible()
  await expect(page.locator('.navbar .user-pic')).toHaveAttribute('src', /default-avatar.*\.svg$/)
  await page.goto('/settings')
  await expect(field(page, 'bio')).toHaveValue('')
  await expect(field(page, 'image')).toHaveValue('')
})

test('a sign-out in one tab signs out in other tabs', async ({ page, jake }) => {
  const other = await page.context().newPage()
  await other.goto('/')
  await expect(other.locator('.navbar')).toContainText(jake.username)
  await page.goto('/settings')
  await button(page, 'Or click here to logout').click()

  await expect(other.locator('.navbar')).toContainText('Sign in')
})

test('a username and a picture are not rendered as HTML', async ({ page, request, signIn }) => {
  const eve = await register(request, HOSTILE_PICTURE)
  await eve.updateUser({ image: `javascript:${CODE}` })
  await signIn(eve)
  await page.goto('/settings')

  await expect(page.locator('.navbar')).toContainText(eve.username)
  await expect(page.locator('.navbar img[onerror]')).toHaveCount(0)
  await expect(page.locator('.navbar .user-pic')).toHaveAttribute('src', /default-avatar.*\.svg$/)
})

test('a sign-in does not redirect to another host', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  for (const next of [
    '//evil.example.test',
    'https://evil.example.test',
    '/\\evil.example.test',
    `javascript:${CODE}`,
  ]) {
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await field(page, 'email').fill(anna.email)
    await field(page, 'password').fill('it takes a jacobian')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.locator('.navbar')).toContainText(anna.username)
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
    await page.evaluate(() => localStorage.clear())
  }
})
