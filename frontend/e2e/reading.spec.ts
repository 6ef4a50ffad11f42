/** Reading: feeds, tags, pages, profiles, articles with their comments, and what readers do there. */

import { button, comments, heading, previews } from './page.ts'
import { unique } from './people.ts'
import { expect, test } from './test.ts'

test('the front page shows ten articles and popular tags, and leads to the next page', async ({
  page,
}) => {
  await page.goto('/')
  await expect(previews(page)).toHaveCount(10)
  await expect(page.locator('.sidebar .tag-pill').first()).toBeVisible()
  await expect(page.locator('.pagination .page-item.active')).toHaveText('1')
  const first = (await previews(page).first().textContent()) ?? ''

  await page.locator('.pagination').getByText('2', { exact: true }).click()
  await expect(page).toHaveURL(/[?&]page=2/)
  await expect(page.locator('.pagination .page-item.active')).toHaveText('2')
  await expect(previews(page).first()).not.toHaveText(first)
  await page.goBack()
  await expect(page.locator('.pagination .page-item.active')).toHaveText('1')
})

test('a tag of the sidebar leads to its articles, each of which has it', async ({ page }) => {
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

test('pages count per tag, and begin again with another feed', async ({ page, jake }) => {
  const tag = unique('tag')
  for (let number = 1; number <= 11; number++) {
    await jake.publishes({ title: `Number ${number}`, tagList: [tag] })
  }
  await page.goto(`/tag/${tag}?page=2`)
  await expect(previews(page)).toHaveCount(1)
  await expect(previews(page)).toContainText('Number 1')
  await page.getByRole('link', { name: 'Global Feed' }).click()

  await expect(previews(page)).toHaveCount(10)
  await expect(page).not.toHaveURL(/page=2/)
})

test('an empty feed says so and leads to the global one', async ({ page, jake }) => {
  await page.goto('/?feed=following')
  await expect(page.locator('.empty-feed-message')).toBeVisible()
  await page.locator('.empty-feed-message').getByRole('link', { name: 'Global Feed' }).click()

  await expect(previews(page)).toHaveCount(10)
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('a profile shows what somebody wrote, and what they favour', async ({ page, signUp }) => {
  const [anna, jake] = [await signUp('anna'), await signUp('jake')]
  await anna.publishes({ title: 'By Anna' })
  const slug = await jake.publishes({ title: 'By Jake' })
  await anna.favorites(slug)
  await page.goto(`/profile/${anna.username}`)
  await expect(previews(page)).toHaveCount(1)
  await expect(previews(page)).toContainText('By Anna')
  await page.getByRole('link', { name: 'Favorited' }).click()

  await expect(page).toHaveURL(`/profile/${anna.username}/favorites`)
  await expect(previews(page)).toHaveCount(1)
  await expect(previews(page)).toContainText('By Jake')
})

test("one's own profile leads to the settings and does not offer to follow", async ({
  page,
  jake,
}) => {
  await page.goto(`/profile/${jake.username}`)
  await expect(page.locator('.user-info')).toContainText(jake.username)
  await expect(page.getByRole('button', { name: /Follow/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Edit Profile Settings' }).click()

  await expect(page).toHaveURL('/settings')
})

test('somebody is followed and unfollowed on their profile', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  await page.goto(`/profile/${anna.username}`)
  await button(page, `Follow ${anna.username}`).click()
  await expect(button(page, `Unfollow ${anna.username}`)).toBeVisible()
  await page.reload()
  await button(page, `Unfollow ${anna.username}`).click()

  await expect(button(page, `Follow ${anna.username}`)).toBeVisible()
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('an article is favourited and unfavourited in a list', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  const slug = await anna.publishes({ title: 'How to train' })
  await page.goto(`/profile/${anna.username}`)
  await previews(page).locator('.btn-outline-primary').click()
  await expect(previews(page).locator('.btn-primary')).toContainText('1')
  await expect.poll(() => jake.sees(slug)).toMatchObject({ favorited: true, favoritesCount: 1 })
  await previews(page).locator('.btn-primary').click()

  await expect(previews(page).locator('.btn-outline-primary')).toContainText('0')
  await expect.poll(() => jake.sees(slug)).toMatchObject({ favorited: false, favoritesCount: 0 })
})

test('a stranger who would favourite or follow is asked to sign in', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  const slug = await anna.publishes({ title: 'How to train' })
  for (const name of [/^Favorite/, /^Follow/]) {
    await page.goto(`/article/${slug}`)
    await button(page, name).click()
    await expect(page).toHaveURL(/\/(login|register)/)
  }
})

test('a stranger reads the comments and is asked to sign in to write one', async ({
  page,
  signUp,
}) => {
  const anna = await signUp('anna')
  const slug = await anna.publishes({ title: 'How to train' })
  await anna.comments(slug, 'The first.')
  await page.goto(`/article/${slug}`)

  await expect(comments(page)).toHaveText(/The first\./)
  await expect(page.getByPlaceholder('Write a comment...')).toHaveCount(0)
  await expect(page.locator('.mod-options')).toHaveCount(0)
  await expect(page.locator('.article-page').getByRole('link', { name: /sign in/i })).toBeVisible()
})

test('only the own comments can be deleted', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  const slug = await anna.publishes({ title: 'How to train' })
  await anna.comments(slug, 'From Anna.')
  await jake.comments(slug, 'From Jake.')
  await page.goto(`/article/${slug}`)

  await expect(comments(page)).toHaveCount(2)
  await expect(
    page.locator('.card', { hasText: 'From Anna.' }).locator('.ion-trash-a'),
  ).toHaveCount(0)
  await expect(
    page.locator('.card', { hasText: 'From Jake.' }).locator('.ion-trash-a'),
  ).toHaveCount(1)
})

for (const path of ['/article/no-such-article', '/profile/nobody-of-that-name', '/no/such/page']) {
  test(`${path} says that nothing is there, and leads back`, async ({ page }) => {
    await page.goto(path)

    await expect(
      page.getByText(/not found|no such|does not exist|nobody|no article|nothing/i).first(),
    ).toBeVisible()
    await page.locator('.navbar-brand').click()
    await expect(previews(page)).toHaveCount(10)
  })
}

test('the demo data has johndoe with articles', async ({ page }) => {
  await page.goto('/profile/johndoe')

  await expect(heading(page, 'johndoe')).toBeVisible()
  await expect(previews(page).first()).toBeVisible()
})
