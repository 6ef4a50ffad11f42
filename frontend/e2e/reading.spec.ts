/** Reading: feeds, tags, pagination, profiles, articles with comments, and the actions of readers. */

import { button, comments, heading, previews } from './page.ts'
import { uniqueName } from './people.ts'
import { expect, test } from './test.ts'

test('the front page shows ten articles, popular tags and a link to the next page', async ({
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
    await jake.publish({ title: `Number ${number}`, tagList: [tag] })
  }
  await page.goto(`/tag/${tag}?page=2`)
  await expect(previews(page)).toHaveCount(1)
  await expect(previews(page)).toContainText('Number 1')
  await page.getByRole('link', { name: 'Global Feed' }).click()

  await expect(previews(page)).toHaveCount(10)
  await expect(page).not.toHaveURL(/page=2/)
})

test('an empty feed has a message with a link to the global feed', async ({ page, jake }) => {
  await page.goto('/?feed=following')
  await expect(page.locator('.empty-feed-message')).toBeVisible()
  await page.locator('.empty-feed-message').getByRole('link', { name: 'Global Feed' }).click()

  await expect(previews(page)).toHaveCount(10)
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test("a profile shows the user's articles and favourites", async ({ page, signUp }) => {
  const [anna, jake] = [await signUp('anna'), await signUp('jake')]
  await anna.publish({ title: 'By Anna' })
  const slug = await jake.publish({ title: 'By Jake' })
  await anna.favorite(slug)
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

test('an article is favourited and unfavourited in a list', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  const slug = await anna.publish({ title: 'How to train' })
  await page.goto(`/profile/${anna.username}`)
  await previews(page).locator('.btn-outline-primary').click()
  await expect(previews(page).locator('.btn-primary')).toContainText('1')
  await expect
    .poll(() => jake.getArticle(slug))
    .toMatchObject({ favorited: true, favoritesCount: 1 })
  await previews(page).locator('.btn-primary').click()

  await expect(previews(page).locator('.btn-outline-primary')).toContainText('0')
  await expect
    .poll(() => jake.getArticle(slug))
    .toMatchObject({ favorited: false, favoritesCount: 0 })
})

test('an anonymous user who clicks favourite or follow is redirected to sign in', async ({
  page,
  signUp,
}) => {
  const anna = await signUp('anna')
  const slug = await anna.publish({ title: 'How to train' })
  for (const name of [/^Favorite/, /^Follow/]) {
    await page.goto(`/article/${slug}`)
    await button(page, name).click()
    await expect(page).toHaveURL(/\/(login|register)/)
  }
})

test('an anonymous user sees the comments and a link to sign in', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  const slug = await anna.publish({ title: 'How to train' })
  await anna.comment(slug, 'The first.')
  await page.goto(`/article/${slug}`)

  await expect(comments(page)).toHaveText(/The first\./)
  await expect(page.getByPlaceholder('Write a comment...')).toHaveCount(0)
  await expect(page.locator('.mod-options')).toHaveCount(0)
  await expect(page.locator('.article-page').getByRole('link', { name: /sign in/i })).toBeVisible()
})

test("only the user's own comments can be deleted", async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  const slug = await anna.publish({ title: 'How to train' })
  await anna.comment(slug, 'From Anna.')
  await jake.comment(slug, 'From Jake.')
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
  test(`${path} shows a not-found message and a link to the front page`, async ({ page }) => {
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
