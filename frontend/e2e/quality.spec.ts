/** Requirements for every page: accessibility, no layout shifts, and keyboard operation. */

import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { paths } from '../src/routing/paths.ts'
import { tabTo } from './keyboard.ts'
import { errorMessages } from './page.ts'
import { PAGES } from './pages.ts'
import { PASSWORD } from './people.ts'
import { API, expect, test } from './test.ts'

/** The pages that send a signed-in user away. */
const ANONYMOUS_PAGES: readonly string[] = [paths.login, paths.register]

const UNKNOWN_PAGE = { pattern: 'an unknown URL', urls: async () => ['/no/such/page'] }

for (const { pattern, urls } of [...PAGES, UNKNOWN_PAGE]) {
  test(`${pattern}: axe finds no serious problem, light or dark, and the layout does not shift`, async ({
    page,
    signUp,
    signIn,
  }) => {
    const jake = await signUp('jake')
    const visited = await urls(jake)
    if (!ANONYMOUS_PAGES.includes(pattern)) await signIn(jake)
    await observeShifts(page)
    await slowDown(page)
    for (const url of visited) {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
      await page.goto(url, { waitUntil: 'networkidle' })
      await expectCompletePage(page)
      await expect(page).toHaveURL(url)
      const light = await background(page)
      expect(await seriousProblems(page)).toEqual([])
      expect(await page.evaluate(() => window.__shift)).toBeLessThan(0.05)

      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await background(page)).not.toBe(light)
      expect(await seriousProblems(page)).toEqual([])
    }
  })
}

/** The page has its heading and its data, and not an error instead. */
async function expectCompletePage(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await expect(errorMessages(page)).toHaveCount(0)
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

test('a keyboard is enough to sign in and to change the settings', async ({ page, signUp }) => {
  const jake = await signUp('jake')
  await page.goto('/login')
  await tabTo(page, 'input[name=email]')
  await page.keyboard.type(jake.email)
  await tabTo(page, 'input[name=password]')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page.locator('.navbar')).toContainText(jake.username)

  // The heading of the next page has the focus, and the navigation is before the heading.
  await expect(page.locator('h1[tabindex="-1"]')).toBeFocused()
  await tabTo(page, '.navbar a[href="/settings"]', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, 'textarea[name=bio]')
  await page.keyboard.type('Works at a zoo.')
  await tabTo(page, 'button:text-is("Update Settings")')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Your settings are saved.')).toBeVisible()
})

test('a link navigates without a page load, and updates the title', async ({ page }) => {
  await page.goto('/login')
  await expect(page).toHaveTitle(/^Sign in — /)
  await page.evaluate(() => {
    window.__shift = 42
  })
  await page.getByRole('link', { name: 'Need an account?' }).click()

  await expect(page).toHaveTitle(/^Sign up — /)
  expect(await page.evaluate(() => window.__shift)).toBe(42)
})
