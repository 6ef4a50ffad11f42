/** After any failure, the page stays usable and shows an error. */

import type { Page } from '@playwright/test'
import { deferred, FAILURES, fail } from './failures.ts'
import { button, comments, errorMessages, field, fill, previews } from './page.ts'
import { PASSWORD } from './people.ts'
import { expect, test } from './test.ts'

const ALL_FAILURES = Object.entries(FAILURES)
// Each failure costs a page load, so failures that the client treats alike are tested on forms only.
const LOADING_FAILURES = ALL_FAILURES.filter(
  ([kind]) => !/of a proxy|outside the contract|shape/.test(kind),
)

/** Run a step for each failure, with the name of the failure. */
async function forEachFailure(
  failures: typeof ALL_FAILURES,
  step: (handler: (typeof ALL_FAILURES)[number][1]) => Promise<void>,
): Promise<void> {
  for (const [name, handler] of failures) await test.step(name, () => step(handler))
}

async function expectErrorMessage(page: Page): Promise<void> {
  await expect(errorMessages(page).first()).toHaveText(/\w{3}/)
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
  test(`${name} stays usable after any failure of a request`, async ({ page }) => {
    await forEachFailure(LOADING_FAILURES, async (handler) => {
      await fail(page, 'GET', requests, handler)
      await page.goto(path)
      await expectErrorMessage(page)
      await expect(page.locator('.navbar-brand')).toBeVisible()
    })
  })
}

const SIGNED_IN_PAGES = {
  'the own feed': ['/?feed=following', /^\/articles\/feed/],
  'the editor of an article': ['/editor/some-article', /^\/articles\/some-article$/],
} as const

for (const [name, [path, requests]] of Object.entries(SIGNED_IN_PAGES)) {
  test(`${name} stays usable after any failure of a request`, async ({ page, jake }) => {
    await forEachFailure(LOADING_FAILURES, async (handler) => {
      await fail(page, 'GET', requests, handler)
      await page.goto(path)
      await expectErrorMessage(page)
      await expect(page.locator('.navbar')).toContainText(jake.username)
    })
  })
}

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
  const slug = await anna.publish({ title: 'A title', body: 'The body.' })
  await forEachFailure(LOADING_FAILURES, async (handler) => {
    await fail(page, 'GET', /\/comments$/, handler)
    await page.goto(`/article/${slug}`)
    await expect(page.locator('.article-content')).toHaveText('The body.')
    await expectErrorMessage(page)
  })
})

interface Form {
  request: readonly [method: string, path: RegExp]
  texts: Record<string, string>
  submit: string
}

/** Submit a form once for each failure: each submission shows an error, and the form keeps its values. */
async function expectFormToKeepValues(page: Page, { request, texts, submit }: Form): Promise<void> {
  await fill(page, texts)
  await forEachFailure(ALL_FAILURES, async (handler) => {
    const { firstRequest } = await fail(page, ...request, handler)
    await button(page, submit).click()
    await firstRequest
    await expect(button(page, submit)).toBeEnabled()
    await expect(page.locator('.error-messages').first()).toHaveText(/\w{3}/)
    for (const [name, text] of Object.entries(texts))
      await expect(field(page, name)).toHaveValue(text)
  })
}

test('after any failure, the registration form shows an error and keeps its values', async ({
  page,
}) => {
  await page.goto('/register')
  await expectFormToKeepValues(page, {
    request: ['POST', /^\/users$/],
    texts: { username: 'anna', email: 'anna@example.test', password: PASSWORD },
    submit: 'Sign up',
  })
})

test('after any failure, the login form shows an error and keeps its values', async ({ page }) => {
  await page.goto('/login')
  await expectFormToKeepValues(page, {
    request: ['POST', /^\/users\/login$/],
    texts: { email: 'anna@example.test', password: PASSWORD },
    submit: 'Sign in',
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
  await page.goto(`/editor/${await jake.publish({ title: 'A title' })}`)
  await expectFormToKeepValues(page, {
    request: ['PUT', /^\/articles\//],
    texts: { body: 'Changed.' },
    submit: 'Publish Article',
  })
})

test('after any failure, the settings form shows an error and keeps its values', async ({
  page,
  jake,
}) => {
  await page.goto('/settings')
  await expectFormToKeepValues(page, {
    request: ['PUT', /^\/user$/],
    texts: { bio: `About ${jake.username}.` },
    submit: 'Update Settings',
  })
})

test('after any failure, the comment form shows an error and keeps its text', async ({
  page,
  jake,
}) => {
  await page.goto(`/article/${await jake.publish({ title: 'A title' })}`)
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

// The client ignores the body of a successful deletion, so broken bodies are not failures.
const DELETION_FAILURES = ALL_FAILURES.filter(([kind]) => !/body|JSON/.test(kind))

test('a comment whose deletion fails reappears, and an error is shown', async ({ page, jake }) => {
  const slug = await jake.publish({ title: 'A title' })
  await jake.comment(slug, 'Thank you!')
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

test('an article whose deletion fails stays, and an error is shown', async ({ page, jake }) => {
  const slug = await jake.publish({ title: 'A title' })
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

for (const status of [200, 204]) {
  test(`a deletion with the status ${status} succeeds`, async ({ page, jake }) => {
    const slug = await jake.publish({ title: 'A title' })
    await jake.comment(slug, 'Thank you!')
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

test('a favourite is shown at once and reverted after a failure', async ({ page, jake }) => {
  await jake.publish({ title: 'A title' })
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

test('a rejected token signs out', async ({ page, jake }) => {
  // A new password invalidates all older tokens.
  await jake.updateUser({ password: 'another jacobian' })
  await page.goto('/settings')

  await expect(page).toHaveURL(/\/login/)
  expect(await page.evaluate(() => localStorage.getItem('jwtToken'))).toBeNull()
  expect(await page.evaluate(() => window.__conduit_debug__?.getAuthState())).toBe(
    'unauthenticated',
  )
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

for (const kind of ['a 5xx', 'no network', 'broken JSON', 'an empty body']) {
  test(`with ${kind} on start, the token is preserved, and a button reconnects`, async ({
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
