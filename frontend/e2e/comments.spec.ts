/** Comments: reading, posting, deleting, and their failures. */

import { comment, comments, publish } from './example.ts'
import {
  ALL_FAILURES,
  DELETION_FAILURES,
  deferred,
  expectErrorMessage,
  fail,
  forEachFailure,
} from './failures.ts'
import { PAYLOADS, SCRIPT } from './hostile.ts'
import { button, errorMessages } from './page.ts'
import { expect, test } from './test.ts'

test('an anonymous user sees the comments and a link to sign in', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  const slug = await publish(anna, { title: 'How to train' })
  await comment(anna, slug, 'The first.')
  await page.goto(`/article/${slug}`)

  await expect(comments(page)).toHaveText(/The first\./)
  await expect(page.getByPlaceholder('Write a comment...')).toHaveCount(0)
  await expect(page.locator('.mod-options')).toHaveCount(0)
  await expect(page.locator('.article-page').getByRole('link', { name: /sign in/i })).toBeVisible()
})

test("only the user's own comments can be deleted", async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  const slug = await publish(anna, { title: 'How to train' })
  await comment(anna, slug, 'From Anna.')
  await comment(jake, slug, 'From Jake.')
  await page.goto(`/article/${slug}`)

  await expect(comments(page)).toHaveCount(2)
  await expect(
    page.locator('.card', { hasText: 'From Anna.' }).locator('.ion-trash-a'),
  ).toHaveCount(0)
  await expect(
    page.locator('.card', { hasText: 'From Jake.' }).locator('.ion-trash-a'),
  ).toHaveCount(1)
})

test('after any failure, the comment form shows an error and keeps its text', async ({
  page,
  jake,
}) => {
  await page.goto(`/article/${await publish(jake, { title: 'A title' })}`)
  const text = page.getByPlaceholder('Write a comment...')
  await text.fill('Thank you!')
  await forEachFailure(ALL_FAILURES, async (handler) => {
    const { firstRequest } = await fail(page, 'POST', /\/comments$/, handler)
    await button(page, 'Post Comment').click()
    await firstRequest
    await expect(comments(page)).toHaveCount(0)
    await expect(page.locator('.error-messages')).toHaveText(/\w{3}/)
    await expect(text).toHaveValue('Thank you!')
  })
})

test('a comment whose deletion fails reappears, and an error is shown', async ({ page, jake }) => {
  const slug = await publish(jake, { title: 'A title' })
  await comment(jake, slug, 'Thank you!')
  await page.goto(`/article/${slug}`)
  await forEachFailure(DELETION_FAILURES, async (handler) => {
    const { promise, resolve } = deferred()
    await fail(page, 'DELETE', /\/comments\//, (route) => promise.then(() => handler(route)))
    await page.locator('.mod-options .ion-trash-a').click()
    await expect(comments(page)).toHaveCount(0)
    resolve()
    await expect(comments(page)).toHaveText(/Thank you!/)
    await expectErrorMessage(page)
  })
})

for (const status of [200, 204]) {
  test(`a deletion with the status ${status} succeeds`, async ({ page, jake }) => {
    const slug = await publish(jake, { title: 'A title' })
    await comment(jake, slug, 'Thank you!')
    await page.goto(`/article/${slug}`)
    await expect(comments(page)).toHaveCount(1)
    const { promise, resolve } = deferred()
    await fail(page, 'DELETE', /\/comments\//, async (route) => {
      await route.fetch()
      await route.fulfill({ status, body: '' })
      resolve()
    })
    await page.locator('.mod-options .ion-trash-a').click()
    await promise
    await page.reload()

    await expect(page.getByPlaceholder('Write a comment...')).toBeVisible()
    await expect(comments(page)).toHaveCount(0)
    await expect(errorMessages(page)).toHaveCount(0)
  })
}

test('comments are not rendered as HTML', async ({ page, jake }) => {
  const slug = await publish(jake, { title: 'A title' })
  for (const payload of PAYLOADS.slice(0, 3)) await comment(jake, slug, payload)

  await page.goto(`/article/${slug}`)
  await expect(comments(page)).toHaveCount(3)
  await expect(comments(page).getByText(SCRIPT).first()).toBeVisible()
  await expect(page.locator('.card script, .card img[onerror]')).toHaveCount(0)
})
