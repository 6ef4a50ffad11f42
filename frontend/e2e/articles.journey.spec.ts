/** A user's journey from registration to sign-out: on a desktop, on a phone, and with the API on another origin. */

import { publish } from './example.ts'
import { field, fill, heading, nav } from './page.ts'
import { PASSWORD, uniqueName } from './people.ts'
import { expect, PICTURE, servePictures, test } from './test.ts'

const BODY = `A paragraph with **emphasis**.

![A teal dragon](${PICTURE})

\`\`\`python
print("a dragon")
\`\`\`
`

test('a user registers, publishes, edits, and finds the article on the front page', async ({
  page,
  problems,
}) => {
  await servePictures(page, problems)
  const username = uniqueName('anna')
  const title = uniqueName('How to train')
  await page.goto('/')
  await nav(page, 'Sign up')
  await expect(heading(page, 'Sign up')).toBeVisible()
  await fill(page, { username, email: `${username}@example.test`, password: PASSWORD })
  await page.getByRole('button', { name: 'Sign up' }).click()

  await nav(page, 'New Article')
  await fill(page, { title, description: 'Ever wonder how?', body: BODY })
  for (const tag of ['dragons', 'training']) {
    await page.getByPlaceholder('Enter tags').fill(tag)
    await page.getByPlaceholder('Enter tags').press('Enter')
  }
  await page.getByRole('button', { name: 'Publish Article' }).click()

  await expect(page).toHaveURL(/\/article\/how-to-train-/)
  await expect(heading(page, title)).toBeVisible()
  const content = page.locator('.article-content')
  await expect(content.locator('strong')).toHaveText('emphasis')
  await expect(content.locator('pre code')).toHaveText('print("a dragon")')
  await expect(content.getByAltText('A teal dragon')).toHaveJSProperty('naturalWidth', 640)
  await expect(page.locator('.article-page .tag-list .tag-default')).toHaveText([
    'dragons',
    'training',
  ])

  await page.getByRole('link', { name: 'Edit Article' }).first().click()
  await expect(field(page, 'title')).toHaveValue(title)
  await fill(page, { title: `${title}, slowly` })
  await page.getByRole('button', { name: 'Publish Article' }).click()
  await expect(heading(page, `${title}, slowly`)).toBeVisible()

  await page.locator('.navbar-brand').click()
  await expect(page.locator('.article-preview', { hasText: `${title}, slowly` })).toBeVisible()
})

test('a user signs in, favourites, follows, reads the feed, comments, and signs out', async ({
  page,
  signUp,
}) => {
  const [anna, jake] = [await signUp('anna'), await signUp('jake')]
  const slug = await publish(anna, { title: 'How to train your dragon' })

  await page.goto('/')
  await nav(page, 'Sign in')
  await expect(heading(page, 'Sign in')).toBeVisible()
  await fill(page, { email: jake.email, password: PASSWORD })
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.locator('.navbar')).toContainText(jake.username)

  await page.goto(`/article/${slug}`)
  await page
    .getByRole('button', { name: /^Favorite/ })
    .first()
    .click()
  await expect(page.getByRole('button', { name: /^Unfavorite/ }).first()).toContainText('1')
  await page
    .getByRole('button', { name: `Follow ${anna.username}` })
    .first()
    .click()
  await expect(
    page.getByRole('button', { name: `Unfollow ${anna.username}` }).first(),
  ).toBeVisible()

  await page.getByPlaceholder('Write a comment...').fill('It does!')
  await page.getByRole('button', { name: 'Post Comment' }).click()
  const comment = page.locator('.card:not(.comment-form)')
  await expect(comment.locator('.card-block')).toContainText('It does!')
  await comment.locator('.mod-options .ion-trash-a').click()
  await expect(comment).toHaveCount(0)

  await page.locator('.navbar-brand').click()
  await page.getByRole('link', { name: 'Your Feed' }).click()
  await expect(page.locator('.article-preview')).toHaveCount(1)
  await expect(page.locator('.article-preview')).toContainText('How to train your dragon')
  await page.reload()
  await expect(page.locator('.article-preview .btn-primary')).toContainText('1')

  await nav(page, 'Settings')
  await page.getByRole('button', { name: 'Or click here to logout' }).click()
  await expect(page.locator('.navbar')).toContainText('Sign in')
  expect(await page.evaluate(() => localStorage.getItem('jwtToken'))).toBeNull()
})
