/** Favourites, and their failures. */

import { getArticle, previews, publish } from './example.ts'
import { ALL_FAILURES, deferred, expectErrorMessage, fail, forEachFailure } from './failures.ts'
import { button } from './page.ts'
import { expect, test } from './test.ts'

test('an article is favourited and unfavourited in a list', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  const slug = await publish(anna, { title: 'How to train' })
  await page.goto(`/profile/${anna.username}`)
  await previews(page).locator('.btn-outline-primary').click()
  await expect(previews(page).locator('.btn-primary')).toContainText('1')
  await expect
    .poll(() => getArticle(jake, slug))
    .toMatchObject({ favorited: true, favoritesCount: 1 })
  await previews(page).locator('.btn-primary').click()

  await expect(previews(page).locator('.btn-outline-primary')).toContainText('0')
  await expect
    .poll(() => getArticle(jake, slug))
    .toMatchObject({ favorited: false, favoritesCount: 0 })
})

test('an anonymous user who clicks favourite is redirected to sign in', async ({
  page,
  signUp,
}) => {
  const anna = await signUp('anna')
  const slug = await publish(anna, { title: 'How to train' })
  await page.goto(`/article/${slug}`)
  await button(page, /^Favorite/).click()

  await expect(page).toHaveURL(/\/(login|register)/)
})

test('a favourite is shown at once and reverted after a failure', async ({ page, jake }) => {
  await publish(jake, { title: 'A title' })
  await page.goto(`/profile/${jake.username}`)
  await forEachFailure(ALL_FAILURES, async (handler) => {
    const { promise, resolve } = deferred()
    await fail(page, 'POST', /\/favorite$/, (route) => promise.then(() => handler(route)))
    await previews(page).locator('.btn-outline-primary').click()
    await expect(previews(page).locator('.btn-primary')).toContainText('1')
    resolve()
    await expect(previews(page).locator('.btn-outline-primary')).toContainText('0')
    await expectErrorMessage(page)
  })
})
