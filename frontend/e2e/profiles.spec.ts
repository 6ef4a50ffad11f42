/** Profiles and follows, and their failures. */

import { favorite, previews, publish } from './example.ts'
import {
  ALL_FAILURES,
  deferred,
  expectErrorMessage,
  fail,
  forEachFailure,
  LOADING_FAILURES,
} from './failures.ts'
import { CODE, PICTURE as HOSTILE_PICTURE } from './hostile.ts'
import { button, field, fill, heading } from './page.ts'
import { register } from './people.ts'
import { expect, PICTURE, servePictures, test } from './test.ts'

test("a profile shows the user's articles and favourites", async ({ page, signUp }) => {
  const [anna, jake] = [await signUp('anna'), await signUp('jake')]
  await publish(anna, { title: 'By Anna' })
  const slug = await publish(jake, { title: 'By Jake' })
  await favorite(anna, slug)
  await page.goto(`/profile/${anna.username}`)
  await expect(previews(page)).toHaveCount(1)
  await expect(previews(page)).toContainText('By Anna')
  await page.getByRole('link', { name: 'Favorited' }).click()

  await expect(page).toHaveURL(`/profile/${anna.username}/favorites`)
  await expect(previews(page)).toHaveCount(1)
  await expect(previews(page)).toContainText('By Jake')
})

test("the user's own profile has a link to the settings and no follow button", async ({
  page,
  jake,
}) => {
  await page.goto(`/profile/${jake.username}`)
  await expect(page.locator('.user-info')).toContainText(jake.username)
  await expect(page.getByRole('button', { name: /Follow/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Edit Profile Settings' }).click()

  await expect(page).toHaveURL('/settings')
})

test('a user is followed and unfollowed on the profile page', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  await page.goto(`/profile/${anna.username}`)
  await button(page, `Follow ${anna.username}`).click()
  await expect(button(page, `Unfollow ${anna.username}`)).toBeVisible()
  await page.reload()
  await button(page, `Unfollow ${anna.username}`).click()

  await expect(button(page, `Follow ${anna.username}`)).toBeVisible()
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('the demo data has johndoe with articles', async ({ page }) => {
  await page.goto('/profile/johndoe')

  await expect(heading(page, 'johndoe')).toBeVisible()
  await expect(previews(page).first()).toBeVisible()
})

test('an anonymous user who clicks follow is redirected to sign in', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  await page.goto(`/profile/${anna.username}`)
  await button(page, /^Follow/).click()

  await expect(page).toHaveURL(/\/(login|register)/)
})

test('a missing profile has a not-found message and a link to the front page', async ({ page }) => {
  await page.goto('/profile/nobody-of-that-name')
  await expect(page.getByText('Nobody has this name.')).toBeVisible()
  await page.locator('.navbar-brand').click()

  await expect(page).toHaveURL('/')
})

test('saved settings lead to the profile, which shows them', async ({ page, jake, problems }) => {
  await servePictures(page, problems)
  await page.goto('/settings')
  await expect(field(page, 'username')).toHaveValue(jake.username)
  await fill(page, { image: PICTURE, bio: 'Works at a\nzoo.' })
  await button(page, 'Update Settings').click()
  await expect(page).toHaveURL(`/profile/${jake.username}`)
  await expect(page.locator('.user-info')).toContainText('zoo.')
  await expect(page.locator('.user-info .user-img')).toHaveJSProperty('naturalWidth', 640)

  await page.goto('/settings')
  await expect(field(page, 'bio')).toHaveValue('Works at a\nzoo.')
  await fill(page, { image: '', bio: '' })
  await button(page, 'Update Settings').click()
  await expect(page).toHaveURL(`/profile/${jake.username}`)
  await expect(page.locator('.user-info')).not.toContainText('zoo')
  await expect(page.locator('.user-info')).not.toContainText('null')
  await expect(page.locator('.user-info .user-img')).toHaveAttribute(
    'src',
    /default-avatar.*\.svg$/,
  )
})

test('the articles of a profile fail without the profile', async ({ page }) => {
  await forEachFailure(LOADING_FAILURES, async (handler) => {
    await fail(page, 'GET', /^\/articles\?/, handler)
    await page.goto('/profile/johndoe')
    await expectErrorMessage(page)
    await expect(heading(page, 'johndoe')).toBeVisible()
  })
})

test('following is shown at once and reverted after a failure', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  await page.goto(`/profile/${anna.username}`)
  await expect(page.locator('.navbar')).toContainText(jake.username)
  await forEachFailure(ALL_FAILURES, async (handler) => {
    const { promise, resolve } = deferred()
    await fail(page, 'POST', /\/follow$/, (route) => promise.then(() => handler(route)))
    await button(page, `Follow ${anna.username}`).click()
    await expect(button(page, `Unfollow ${anna.username}`)).toBeVisible()
    resolve()
    await expect(button(page, `Follow ${anna.username}`)).toBeVisible()
    await expectErrorMessage(page)
  })
})

test('a bio and a picture are not rendered as HTML', async ({ page, jake }) => {
  await jake.updateUser({ bio: HOSTILE_PICTURE, image: `javascript:${CODE}` })
  await page.goto(`/profile/${jake.username}`)

  await expect(page.locator('.user-info').getByText(HOSTILE_PICTURE)).toBeVisible()
  await expect(page.locator('.user-img').first()).toHaveAttribute('src', /default-avatar.*\.svg$/)
})

test('a username is not rendered as HTML, and is encoded in the URL', async ({ page, request }) => {
  const eve = await register(request, '"><img src=x onerror=alert(1)>')
  const slug = await publish(eve, { title: 'A title' })
  await page.goto(`/article/${slug}`)
  await page.locator('.article-meta .author').first().click()

  await expect(heading(page, eve.username)).toBeVisible()
  await expect(page).toHaveURL(`/profile/${encodeURIComponent(eve.username)}`)
})
