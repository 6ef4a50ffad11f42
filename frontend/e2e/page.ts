/** Locators of elements on a page. */

import type { Locator, Page } from '@playwright/test'

/** Follow a link of the navigation bar. */
export async function nav(page: Page, name: string): Promise<void> {
  await page.locator('.navbar').getByRole('link', { name }).click()
}

export function heading(page: Page, name: string): Locator {
  return page.getByRole('heading', { name, exact: true })
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name, exact: true }).first()
}

export function field(page: Page, name: string): Locator {
  return page.locator(`:is(input, textarea, select)[name=${name}]`)
}

/** The value of a fact, by its label. */
export function fact(page: Page, label: string): Locator {
  const term = page.getByRole('term').getByText(label, { exact: true })
  return page.locator('.facts > div', { has: term }).getByRole('definition')
}

/** Fill in fields by their names. */
export async function fill(page: Page, texts: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) await field(page, name).fill(text)
}

/** The error messages on the page. */
export function errorMessages(page: Page): Locator {
  return page.locator('.error-messages, .notice-problem')
}
