/** The editor: publishing, drafts, editing and deleting. */

import { button, field, fill, heading } from './page.ts'
import { expect, test } from './test.ts'

test('a draft survives a reload, and is deleted after publishing', async ({ page, jake }) => {
  await page.goto('/editor')
  await fill(page, { title: 'How to train', description: 'Ever wonder?', body: 'It takes *time*.' })
  await page.getByPlaceholder('Enter tags').fill('dragons')
  await page.getByPlaceholder('Enter tags').press('Enter')
  await page.reload()

  await expect(field(page, 'title')).toHaveValue('How to train')
  await expect(field(page, 'description')).toHaveValue('Ever wonder?')
  await expect(field(page, 'body')).toHaveValue('It takes *time*.')
  await expect(page.locator('.tag-list')).toContainText('dragons')

  await button(page, 'Publish Article').click()
  await expect(heading(page, 'How to train')).toBeVisible()
  await expect(page.locator('.article-meta').first()).toContainText(jake.username)
  await page.goto('/editor')
  await expect(field(page, 'title')).toHaveValue('')
})

test('an article without a title is not published, and an error is shown', async ({
  page,
  jake,
}) => {
  await page.goto('/editor')
  await fill(page, { description: 'About it.' })
  await button(page, 'Publish Article').click()

  await expect(page).toHaveURL(/\/editor/)
  await expect(page.locator('[name=title]:invalid, .error-messages').first()).toBeVisible()
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('editing shows the current values, keeps the tags, and can remove a tag', async ({
  page,
  jake,
}) => {
  const slug = await jake.publish({ title: 'A title', body: 'Before.', tagList: ['one', 'two'] })
  await page.goto(`/editor/${slug}`)
  await expect(field(page, 'body')).toHaveValue('Before.')
  await expect(page.locator('.tag-list')).toContainText('one')
  await page.locator('.tag-list').getByRole('button', { name: /one/ }).click()
  await fill(page, { body: 'After.' })
  await button(page, 'Publish Article').click()

  await expect(page.locator('.article-content')).toHaveText('After.')
  await expect(page.locator('.article-page .tag-list .tag-default')).toHaveText(['two'])
})

test('a deleted article is no longer listed', async ({ page, jake }) => {
  const slug = await jake.publish({ title: 'Not for long' })
  page.on('dialog', (dialog) => dialog.accept())
  await page.goto(`/article/${slug}`)
  await button(page, 'Delete Article').click()

  await expect(page).toHaveURL(/\/$|\/profile\//)
  await page.goto(`/profile/${jake.username}`)
  await expect(page.locator('.profile-page')).toContainText(jake.username)
  await expect(page.getByText('Not for long')).toHaveCount(0)
})

test("another author's article has no buttons to edit or delete", async ({
  page,
  signUp,
  jake,
}) => {
  const anna = await signUp('anna')
  const slug = await anna.publish({ title: "Anna's" })
  await page.goto(`/article/${slug}`)

  await expect(button(page, `Follow ${anna.username}`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete Article' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Edit Article' })).toHaveCount(0)
  expect(jake.username).not.toBe(anna.username)
})
