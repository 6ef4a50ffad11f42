/** Requirements for every page: accessibility, no layout shifts, and keyboard operation. */

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { heading, previews } from './page.ts'
import { PASSWORD, type Person, uniqueName } from './people.ts'
import { API, expect, test } from './test.ts'

/** Every page by name, with the selector of an element that shows that the page is complete. */
const PAGES: Record<string, { path: (slug: string, person: Person) => string; ready: string }> = {
  'the front page': { path: () => '/', ready: '.article-preview' },
  'an empty feed': { path: () => '/?feed=following', ready: '.empty-feed-message' },
  'a tag': { path: () => '/tag/dragons', ready: '.article-preview' },
  'an article': { path: (slug) => `/article/${slug}`, ready: '.card:not(.comment-form)' },
  'a profile': { path: (_, { username }) => `/profile/${username}`, ready: '.article-preview' },
  favourites: {
    path: (_, { username }) => `/profile/${username}/favorites`,
    ready: '.article-preview',
  },
  'the editor': { path: (slug) => `/editor/${slug}`, ready: '[name=title]' },
  settings: { path: () => '/settings', ready: '[name=bio]' },
  'signing in': { path: () => '/login', ready: '[name=password]' },
  registering: { path: () => '/register', ready: '[name=password]' },
  'an unknown page': { path: () => '/no/such/page', ready: 'main h1' },
}

const SIGNED_OUT_PAGES = ['signing in', 'registering']

async function article(person: Person): Promise<string> {
  const body =
    '# A heading\n\nText with a [link](/) and `code`.\n\n```python\nprint("dragon")\n```\n\n> Quoted.\n\n| a | b |\n|---|---|\n| 1 | 2 |'
  const slug = await person.publish({ title: 'How to train', body, tagList: ['dragons'] })
  await person.comment(slug, 'It does!')
  await person.favorite(slug)
  return slug
}

for (const [name, { path, ready }] of Object.entries(PAGES)) {
  test(`${name}: axe finds no serious problem, light or dark, and the layout does not shift`, async ({
    page,
    signUp,
    signIn,
  }) => {
    const person = await signUp('jake')
    const slug = await article(person)
    if (!SIGNED_OUT_PAGES.includes(name)) await signIn(person)
    await observeShifts(page)
    await slowDown(page)
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await page.goto(path(slug, person))
    await expect(page.locator(ready).first()).toBeVisible()
    await page.waitForLoadState('networkidle')
    const light = await background(page)
    expect(await seriousProblems(page)).toEqual([])
    expect(await page.evaluate(() => window.__shift)).toBeLessThan(0.05)

    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await background(page)).not.toBe(light)
    expect(await seriousProblems(page)).toEqual([])
  })
}

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor)
}

async function seriousProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Delay responses, so that skeletons are painted and contribute to layout shifts. */
async function slowDown(page: Page): Promise<void> {
  await page.route(`${API}/**`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 150))
    await route.fallback()
  })
}

/** Sum up the layout shifts of each page. */
async function observeShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.__shift = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        window.__shift = (window.__shift ?? 0) + entry.value
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

test('a keyboard is enough to sign in, publish and favourite', async ({ page, signUp }) => {
  const [anna, jake] = [await signUp('anna'), await signUp('jake')]
  await page.goto('/login')
  await tabTo(page, 'input[name=email]')
  await page.keyboard.type(jake.email)
  await tabTo(page, 'input[name=password]')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.locator('.navbar')).toContainText(jake.username)

  const title = uniqueName('By keyboard')
  // The navigation is before the heading.
  await expect(heading(page, 'conduit')).toBeFocused()
  await tabTo(page, '.navbar a[href="/editor"]', 'Shift+Tab')
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

  const slug = await anna.publish({ title: 'How to train' })
  await page.goto(`/profile/${anna.username}`)
  await expect(previews(page)).toHaveCount(1)
  await tabTo(page, '.article-preview .btn-outline-primary')
  await page.keyboard.press('Space')
  await expect.poll(() => jake.getArticle(slug)).toMatchObject({ favorited: true })
  await expect(previews(page).locator('.btn-primary')).toBeFocused()
})

/** Press Tab until the element has the focus, and expect a visible focus indicator. */
async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
  const target = page.locator(selector).first()
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key)
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect.poll(() => target.evaluate(showsFocus), selector).toBe(true)
      return
    }
  }
  throw new Error(`Tab does not lead to ${selector}`)
}

function showsFocus(element: Element): boolean {
  const { outlineStyle, boxShadow } = getComputedStyle(element)
  return outlineStyle !== 'none' || boxShadow !== 'none'
}

test('a link navigates without a page load, and updates the title', async ({ page }) => {
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
