/** Articles: lists, reading, the editor, and their failures. */

import { expectLimits } from './contract.ts'
import { getArticle, previews, publish } from './example.ts'
import {
  DELETION_FAILURES,
  deferred,
  expectErrorMessage,
  expectFormToKeepValues,
  fail,
  forEachFailure,
  LOADING_FAILURES,
} from './failures.ts'
import { DANGEROUS, PAYLOADS, PICTURE, SCRIPT } from './hostile.ts'
import { tabTo } from './keyboard.ts'
import { button, field, fill, heading } from './page.ts'
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

test('an empty feed has a message with a link to the global feed', async ({ page, jake }) => {
  await page.goto('/?feed=following')
  await expect(page.locator('.empty-feed-message')).toBeVisible()
  await page.locator('.empty-feed-message').getByRole('link', { name: 'Global Feed' }).click()

  await expect(previews(page)).toHaveCount(10)
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

for (const path of ['/editor', '/editor/how-to-train-your-dragon', '/?feed=following']) {
  test(`an anonymous user at ${path} is redirected to the login page`, async ({ page }) => {
    await page.goto(path)

    await expect(page).toHaveURL(/\/login/)
    await expect(heading(page, 'Sign in')).toBeVisible()
  })
}

for (const path of ['/article/no-such-article', '/no/such/page']) {
  test(`${path} shows a not-found message and a link to the front page`, async ({ page }) => {
    await page.goto(path)

    await expect(
      page.getByText(/not found|no such|does not exist|nobody|no article|nothing/i).first(),
    ).toBeVisible()
    await page.locator('.navbar-brand').click()
    await expect(previews(page)).toHaveCount(10)
  })
}

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
  const slug = await publish(jake, { title: 'A title', body: 'Before.', tagList: ['one', 'two'] })
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
  const slug = await publish(jake, { title: 'Not for long' })
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
  const slug = await publish(anna, { title: "Anna's" })
  await page.goto(`/article/${slug}`)

  await expect(button(page, `Follow ${anna.username}`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Delete Article' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Edit Article' })).toHaveCount(0)
  expect(jake.username).not.toBe(anna.username)
})

test('the editor does not send too long values', async ({ page, jake }) => {
  await expectLimits(page, {
    path: '/editor',
    component: 'NewArticle',
    submit: 'Publish Article',
    fields: ['title', 'description', 'body'],
  })
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('a keyboard is enough to publish and to favourite', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  await page.goto('/')
  const title = uniqueName('By keyboard')
  await tabTo(page, '.navbar a[href="/editor"]')
  await page.keyboard.press('Enter')
  await tabTo(page, 'input[name=title]')
  await page.keyboard.type(title)
  await tabTo(page, 'input[name=description]')
  await page.keyboard.type('About it.')
  await tabTo(page, 'textarea[name=body]')
  await page.keyboard.type('The body.')
  await tabTo(page, '[placeholder="Enter tags"]')
  await page.keyboard.type('dragons')
  await page.keyboard.press('Enter')
  await tabTo(page, 'button:text-is("Publish Article")')
  await page.keyboard.press('Enter')
  await expect(heading(page, title)).toBeVisible()

  const slug = await publish(anna, { title: 'How to train' })
  await page.goto(`/profile/${anna.username}`)
  await expect(previews(page)).toHaveCount(1)
  await tabTo(page, '.article-preview .btn-outline-primary')
  await page.keyboard.press('Space')
  await expect.poll(() => getArticle(jake, slug)).toMatchObject({ favorited: true })
  await expect(previews(page).locator('.btn-primary')).toBeFocused()
})

test('a link to an article navigates without a page load, and updates the title', async ({
  page,
}) => {
  await page.goto('/')
  await page.evaluate(() => {
    window.__shift = 42
  })
  await page.locator('.preview-link').first().click()
  await expect(page.locator('.article-content')).toBeVisible()
  const title = await page.getByRole('heading', { level: 1 }).first().textContent()

  await expect(page).toHaveTitle(new RegExp((title ?? '').slice(0, 10).replaceAll(/\W/g, '.')))
  expect(await page.evaluate(() => window.__shift)).toBe(42)
})

test('the front page works without its tags', async ({ page }) => {
  await forEachFailure(LOADING_FAILURES, async (handler) => {
    const { firstRequest } = await fail(page, 'GET', /^\/tags$/, handler)
    await page.goto('/')
    await firstRequest
    await expect(previews(page)).toHaveCount(10)
  })
})

test('an article is shown without its comments', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  const slug = await publish(anna, { title: 'A title', body: 'The body.' })
  await forEachFailure(LOADING_FAILURES, async (handler) => {
    await fail(page, 'GET', /\/comments$/, handler)
    await page.goto(`/article/${slug}`)
    await expect(page.locator('.article-content')).toHaveText('The body.')
    await expectErrorMessage(page)
  })
})

test('after any failure, the form of a new article shows an error and keeps its values', async ({
  page,
  jake,
}) => {
  await page.goto('/editor')
  await expectFormToKeepValues(page, {
    request: ['POST', /^\/articles$/],
    texts: { title: `By ${jake.username}`, description: 'About it.', body: 'The body.' },
    submit: 'Publish Article',
  })
})

test('after any failure, the form of an edited article shows an error and keeps its values', async ({
  page,
  jake,
}) => {
  await page.goto(`/editor/${await publish(jake, { title: 'A title' })}`)
  await expectFormToKeepValues(page, {
    request: ['PUT', /^\/articles\//],
    texts: { body: 'Changed.' },
    submit: 'Publish Article',
  })
})

test('an article whose deletion fails stays, and an error is shown', async ({ page, jake }) => {
  const slug = await publish(jake, { title: 'A title' })
  page.on('dialog', (dialog) => dialog.accept())
  await page.goto(`/article/${slug}`)
  await forEachFailure(DELETION_FAILURES, async (handler) => {
    const { firstRequest } = await fail(page, 'DELETE', /^\/articles\//, handler)
    await button(page, 'Delete Article').click()
    await firstRequest
    await expectErrorMessage(page)
    await expect(page).toHaveURL(`/article/${slug}`)
  })
})

test('the page shows a loading state until a slow response arrives', async ({ page }) => {
  const { promise, resolve } = deferred()
  await fail(page, 'GET', /^\/articles\?/, (route) => promise.then(() => route.continue()))
  await page.goto('/')
  await expect(page.getByRole('status', { name: 'Loading articles' })).toBeVisible()
  await expect(page.locator('.navbar-brand')).toBeVisible()
  resolve()

  await expect(previews(page)).toHaveCount(10)
  await expect(page.getByRole('status', { name: 'Loading articles' })).toHaveCount(0)
})

test('a token that expires while the user is writing loses no text', async ({ page, jake }) => {
  await page.goto('/editor')
  await fill(page, { title: 'A title', description: 'About it.', body: 'Long in the making.' })
  await jake.updateUser({ password: 'another jacobian' })
  await button(page, 'Publish Article').click()
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await fill(page, { email: jake.email, password: 'another jacobian' })
  await button(page, 'Sign in').click()

  await expect(page).toHaveURL('/editor')
  await expect(field(page, 'body')).toHaveValue('Long in the making.')
  await button(page, 'Publish Article').click()
  await expect(page.locator('.article-content')).toHaveText('Long in the making.')
})

test('an article runs no script, has no script links, and loads no document', async ({
  page,
  jake,
}) => {
  const slug = await publish(jake, {
    title: PICTURE,
    description: SCRIPT,
    body: PAYLOADS.join('\n\n'),
    tagList: ['<img src=x onerror=alert(1)>'],
  })
  await page.goto(`/article/${slug}`)
  await expect(heading(page, PICTURE)).toBeVisible()
  const content = page.locator('.article-content')
  await expect(content.getByText('code', { exact: true })).toBeVisible()

  await expect(content.locator(DANGEROUS)).toHaveCount(0)
  for (const link of await content.locator('a').all())
    await link.click({ noWaitAfter: true, trial: true })
  const attributes = await content.evaluate((element) =>
    [...element.querySelectorAll('*')].flatMap((each) =>
      [...each.attributes].map(({ name, value }) => `${name}=${value}`),
    ),
  )
  expect(
    attributes.filter((each) =>
      /^on|^style=|^srcdoc=|^(href|src|action|data)=\s*(javascript|data|vbscript):/i.test(each),
    ),
  ).toEqual([])
  await page.goto('/')
  await expect(page.getByText(SCRIPT).first()).toBeVisible()
})

test('the preview of the editor runs no script', async ({ page, jake }) => {
  await page.goto('/editor')
  await field(page, 'body').fill(PAYLOADS.join('\n\n'))
  await button(page, 'Show preview').click()
  await expect(page.locator('.preview').getByText('code', { exact: true })).toBeVisible()

  await expect(page.locator('.preview').locator(DANGEROUS)).toHaveCount(0)
  await expect(page.locator('.navbar')).toContainText(jake.username)
})
