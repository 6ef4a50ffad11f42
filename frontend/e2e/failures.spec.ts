/** Whatever fails, the page stays usable and says why. */

import type { Page } from '@playwright/test'
import { FAILURES, fail, promise } from './failures.ts'
import { button, comments, field, fill, previews, reasons } from './page.ts'
import { PASSWORD } from './people.ts'
import { expect, test } from './test.ts'

const KINDS = Object.entries(FAILURES)
// Each costs a whole visit, so that what the client treats alike is tried on forms alone.
const KINDS_OF_LOADING = KINDS.filter(
  ([kind]) => !/of a proxy|not of the contract|shape/.test(kind),
)

/** Run a test for each failure, as a step that is named after it. */
async function eachOf(
  kinds: typeof KINDS,
  step: (answer: (typeof KINDS)[number][1]) => Promise<void>,
): Promise<void> {
  for (const [kind, answer] of kinds) await test.step(kind, () => step(answer))
}

async function expectReason(page: Page): Promise<void> {
  await expect(reasons(page).first()).toHaveText(/\w{3}/)
}

const PAGES = {
  'the front page': ['/', /^\/articles\?/],
  "a tag's page": ['/tag/dragons', /^\/articles\?/],
  'a profile': ['/profile/johndoe', /^\/profiles\//],
  'the list of a profile': ['/profile/johndoe', /^\/articles\?/],
  'a list of favourites': ['/profile/johndoe/favorites', /^\/articles\?/],
  'an article': ['/article/some-article', /^\/articles\/some-article$/],
} as const

for (const [name, [path, requests]] of Object.entries(PAGES)) {
  test(`${name} stays usable whatever happens to its requests`, async ({ page }) => {
    await eachOf(KINDS_OF_LOADING, async (answer) => {
      await fail(page, 'GET', requests, answer)
      await page.goto(path)
      await expectReason(page)
      await expect(page.locator('.navbar-brand')).toBeVisible()
    })
  })
}

const PAGES_OF_MEMBERS = {
  'the own feed': ['/?feed=following', /^\/articles\/feed/],
  'the editor of an article': ['/editor/some-article', /^\/articles\/some-article$/],
} as const

for (const [name, [path, requests]] of Object.entries(PAGES_OF_MEMBERS)) {
  test(`${name} stays usable whatever happens to its requests`, async ({ page, jake }) => {
    await eachOf(KINDS_OF_LOADING, async (answer) => {
      await fail(page, 'GET', requests, answer)
      await page.goto(path)
      await expectReason(page)
      await expect(page.locator('.navbar')).toContainText(jake.username)
    })
  })
}

test('the front page is there without its tags', async ({ page }) => {
  await eachOf(KINDS_OF_LOADING, async (answer) => {
    const { met } = await fail(page, 'GET', /^\/tags$/, answer)
    await page.goto('/')
    await met
    await expect(previews(page)).toHaveCount(10)
  })
})

test('an article is there without its comments', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  const slug = await anna.publishes({ title: 'A title', body: 'The body.' })
  await eachOf(KINDS_OF_LOADING, async (answer) => {
    await fail(page, 'GET', /\/comments$/, answer)
    await page.goto(`/article/${slug}`)
    await expect(page.locator('.article-content')).toHaveText('The body.')
    await expectReason(page)
  })
})

interface Form {
  request: readonly [method: string, path: RegExp]
  texts: Record<string, string>
  submit: string
}

/** Send a form again and again: it never works, always says why, and keeps what was typed. */
async function expectToKeepItsTexts(page: Page, { request, texts, submit }: Form): Promise<void> {
  await fill(page, texts)
  await eachOf(KINDS, async (answer) => {
    const { met } = await fail(page, ...request, answer)
    await button(page, submit).click()
    await met
    await expect(button(page, submit)).toBeEnabled()
    await expect(page.locator('.error-messages').first()).toHaveText(/\w{3}/)
    for (const [name, text] of Object.entries(texts))
      await expect(field(page, name)).toHaveValue(text)
  })
}

test('registering may fail in every way, with a reason and nothing lost', async ({ page }) => {
  await page.goto('/register')
  await expectToKeepItsTexts(page, {
    request: ['POST', /^\/users$/],
    texts: { username: 'anna', email: 'anna@example.test', password: PASSWORD },
    submit: 'Sign up',
  })
})

test('signing in may fail in every way, with a reason and nothing lost', async ({ page }) => {
  await page.goto('/login')
  await expectToKeepItsTexts(page, {
    request: ['POST', /^\/users\/login$/],
    texts: { email: 'anna@example.test', password: PASSWORD },
    submit: 'Sign in',
  })
})

test('publishing may fail in every way, with a reason and nothing lost', async ({ page, jake }) => {
  await page.goto('/editor')
  await expectToKeepItsTexts(page, {
    request: ['POST', /^\/articles$/],
    texts: { title: `By ${jake.username}`, description: 'About it.', body: 'The body.' },
    submit: 'Publish Article',
  })
})

test('editing may fail in every way, with a reason and nothing lost', async ({ page, jake }) => {
  await page.goto(`/editor/${await jake.publishes({ title: 'A title' })}`)
  await expectToKeepItsTexts(page, {
    request: ['PUT', /^\/articles\//],
    texts: { body: 'Changed.' },
    submit: 'Publish Article',
  })
})

test('settings may fail in every way, with a reason and nothing lost', async ({ page, jake }) => {
  await page.goto('/settings')
  await expectToKeepItsTexts(page, {
    request: ['PUT', /^\/user$/],
    texts: { bio: `About ${jake.username}.` },
    submit: 'Update Settings',
  })
})

test('a comment may fail in every way, with a reason and its text kept', async ({ page, jake }) => {
  await page.goto(`/article/${await jake.publishes({ title: 'A title' })}`)
  const text = page.getByPlaceholder('Write a comment...')
  await text.fill('Thank you!')
  await eachOf(KINDS, async (answer) => {
    const { met } = await fail(page, 'POST', /\/comments$/, answer)
    await button(page, 'Post Comment').click()
    await met
    await expect(comments(page)).toHaveCount(0)
    await expect(page.locator('.error-messages')).toHaveText(/\w{3}/)
    await expect(text).toHaveValue('Thank you!')
  })
})

// A deletion counts by its status: what a body of 200 says, or whether there is one, does not matter.
const KINDS_OF_DELETING = KINDS.filter(([kind]) => !/body|JSON/.test(kind))

test('a comment that cannot be deleted comes back, with a reason', async ({ page, jake }) => {
  const slug = await jake.publishes({ title: 'A title' })
  await jake.comments(slug, 'Thank you!')
  await page.goto(`/article/${slug}`)
  await eachOf(KINDS_OF_DELETING, async (answer) => {
    const { kept, keep } = promise()
    await fail(page, 'DELETE', /\/comments\//, (route) => kept.then(() => answer(route)))
    await page.locator('.mod-options .ion-trash-a').click()
    await expect(comments(page)).toHaveCount(0)
    keep()
    await expect(comments(page)).toHaveText(/Thank you!/)
    await expectReason(page)
  })
})

test('an article that cannot be deleted stays, with a reason', async ({ page, jake }) => {
  const slug = await jake.publishes({ title: 'A title' })
  page.on('dialog', (dialog) => dialog.accept())
  await page.goto(`/article/${slug}`)
  await eachOf(KINDS_OF_DELETING, async (answer) => {
    const { met } = await fail(page, 'DELETE', /^\/articles\//, answer)
    await button(page, 'Delete Article').click()
    await met
    await expectReason(page)
    await expect(page).toHaveURL(`/article/${slug}`)
  })
})

for (const status of [200, 204]) {
  test(`a deletion that the server answers with ${status} is done`, async ({ page, jake }) => {
    const slug = await jake.publishes({ title: 'A title' })
    await jake.comments(slug, 'Thank you!')
    await page.goto(`/article/${slug}`)
    await expect(comments(page)).toHaveCount(1)
    const { kept, keep } = promise()
    await fail(page, 'DELETE', /\/comments\//, async (route) => {
      await route.fetch()
      await route.fulfill({ status, body: '' })
      keep()
    })
    await page.locator('.mod-options .ion-trash-a').click()
    await kept
    await page.reload()

    await expect(page.getByPlaceholder('Write a comment...')).toBeVisible()
    await expect(comments(page)).toHaveCount(0)
    await expect(reasons(page)).toHaveCount(0)
  })
}

test('a favourite is shown at once and taken back when it fails', async ({ page, jake }) => {
  await jake.publishes({ title: 'A title' })
  await page.goto(`/profile/${jake.username}`)
  await eachOf(KINDS, async (answer) => {
    const { kept, keep } = promise()
    await fail(page, 'POST', /\/favorite$/, (route) => kept.then(() => answer(route)))
    await previews(page).locator('.btn-outline-primary').click()
    await expect(previews(page).locator('.btn-primary')).toContainText('1')
    keep()
    await expect(previews(page).locator('.btn-outline-primary')).toContainText('0')
    await expectReason(page)
  })
})

test('following is shown at once and taken back when it fails', async ({ page, signUp, jake }) => {
  const anna = await signUp('anna')
  await page.goto(`/profile/${anna.username}`)
  await expect(page.locator('.navbar')).toContainText(jake.username)
  await eachOf(KINDS, async (answer) => {
    const { kept, keep } = promise()
    await fail(page, 'POST', /\/follow$/, (route) => kept.then(() => answer(route)))
    await button(page, `Follow ${anna.username}`).click()
    await expect(button(page, `Unfollow ${anna.username}`)).toBeVisible()
    keep()
    await expect(button(page, `Follow ${anna.username}`)).toBeVisible()
    await expectReason(page)
  })
})

test('a slow answer leaves a page that says it is loading, and then comes', async ({ page }) => {
  const { kept, keep } = promise()
  await fail(page, 'GET', /^\/articles\?/, (route) => kept.then(() => route.continue()))
  await page.goto('/')
  await expect(page.getByRole('status', { name: 'Loading articles' })).toBeVisible()
  await expect(page.locator('.navbar-brand')).toBeVisible()
  keep()

  await expect(previews(page)).toHaveCount(10)
  await expect(page.getByRole('status', { name: 'Loading articles' })).toHaveCount(0)
})

test('whoever comes with a token that is refused is signed out', async ({ page, jake }) => {
  // A new password voids every older token.
  await jake.changes({ password: 'another jacobian' })
  await page.goto('/settings')

  await expect(page).toHaveURL(/\/login/)
  expect(await page.evaluate(() => localStorage.getItem('jwtToken'))).toBeNull()
  expect(await page.evaluate(() => window.__conduit_debug__?.getAuthState())).toBe(
    'unauthenticated',
  )
})

test('a token that expires while somebody writes loses nothing', async ({ page, jake }) => {
  await page.goto('/editor')
  await fill(page, { title: 'A title', description: 'About it.', body: 'Long in the making.' })
  await jake.changes({ password: 'another jacobian' })
  await button(page, 'Publish Article').click()
  await page.getByRole('link', { name: 'Sign in again' }).click()
  await fill(page, { email: jake.email, password: 'another jacobian' })
  await button(page, 'Sign in').click()

  await expect(page).toHaveURL('/editor')
  await expect(field(page, 'body')).toHaveValue('Long in the making.')
  await button(page, 'Publish Article').click()
  await expect(page.locator('.article-content')).toHaveText('Long in the making.')
})

for (const kind of ['a 5xx', 'no network', 'broken JSON', 'an empty body']) {
  test(`${kind} on start keeps the token, says so, and reconnects when asked`, async ({
    page,
    jake,
  }) => {
    await fail(page, 'GET', /^\/user$/, FAILURES[kind] ?? (() => Promise.reject()))
    await page.goto('/')
    await expect(previews(page)).toHaveCount(10)
    await expect
      .poll(() => page.evaluate(() => window.__conduit_debug__?.getAuthState()))
      .toBe('unavailable')
    expect(await page.evaluate(() => localStorage.getItem('jwtToken'))).toBe(jake.token)
    await page.unrouteAll()
    await page
      .getByRole('button', { name: /connect|try again/i })
      .first()
      .click()

    await expect(page.locator('.navbar')).toContainText(jake.username)
  })
}
