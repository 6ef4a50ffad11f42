/** Tags. */

import { previews, publish } from './example.ts'
import { uniqueName } from './people.ts'
import { expect, test } from './test.ts'

test('a tag of the sidebar leads to the articles with this tag', async ({ page }) => {
  await page.goto('/')
  const tag = page.locator('.sidebar .tag-pill').first()
  const name = (await tag.textContent()) ?? ''
  await tag.click()

  await expect(page).toHaveURL(`/tag/${encodeURIComponent(name)}`)
  await expect(previews(page).first()).toBeVisible()
  const lists = await previews(page).locator('.tag-list').allInnerTexts()
  expect(lists.length).toBeGreaterThan(0)
  for (const list of lists) expect(list).toContain(name)
})

test('a tag has pagination, and another feed starts at its first page', async ({ page, jake }) => {
  const tag = uniqueName('tag')
  for (let number = 1; number <= 11; number++) {
    await publish(jake, { title: `Number ${number}`, tagList: [tag] })
  }
  await page.goto(`/tag/${tag}?page=2`)
  await expect(previews(page)).toHaveCount(1)
  await expect(previews(page)).toContainText('Number 1')
  await page.getByRole('link', { name: 'Global Feed' }).click()

  await expect(previews(page)).toHaveCount(10)
  await expect(page).not.toHaveURL(/page=2/)
})
