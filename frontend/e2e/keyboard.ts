/** Pages without a mouse. */

import { expect, type Page } from '@playwright/test'

/** Press Tab until the element has the focus, and expect a visible focus indicator. */
export async function tabTo(page: Page, selector: string, key = 'Tab'): Promise<void> {
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
