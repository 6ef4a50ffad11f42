/** The limits of forms, read from openapi.json. */

import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { button, field, fill } from './page.ts'
import { API, expect } from './test.ts'

interface Field {
  maxLength?: number
  anyOf?: readonly Field[]
}

const { components } = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as { components: { schemas: Record<string, { properties: Record<string, Field> }> } }

/** The maximum length of a field in the contract. */
function maxLengthOf(component: string, field: string): number {
  const schema = components.schemas[component]?.properties[field]
  const maxLength = [schema, ...(schema?.anyOf ?? [])].find((arm) => arm?.maxLength)?.maxLength
  if (!maxLength) throw new Error(`${component}.${field} has no limit`)
  return maxLength
}

const VALID_VALUES: Record<string, string> = { email: 'anna@example.test', image: '' }
const validValue = (name: string) => VALID_VALUES[name] ?? 'valid text'

interface Form {
  readonly path: string
  readonly component: string
  readonly submit: string
  readonly fields: readonly string[]
}

/** The form does not send values that are too long, and names the limit of the contract. */
export async function expectLimits(page: Page, form: Form): Promise<void> {
  let writes = 0
  await page.route(`${API}/**`, (route) => {
    if (route.request().method() === 'GET') return route.fallback()
    writes += 1
    return route.abort()
  })
  await page.goto(form.path)
  await fill(page, Object.fromEntries(form.fields.map((name) => [name, validValue(name)])))
  for (const name of form.fields) {
    const maxLength = maxLengthOf(form.component, name)
    const tooLong = page.getByText(`${name} is too long (maximum is ${maxLength} characters)`)
    await fill(page, { [name]: 'a'.repeat(maxLength + 1) })
    await button(page, form.submit).click()
    await expect(tooLong.first()).toBeVisible()
    expect(writes).toBe(0)

    // A dragon is one code point to the server and two UTF-16 units to the browser, which cuts off the last dragon.
    await fill(page, { [name]: '🐉'.repeat(maxLength + 1) })
    await expect(field(page, name)).toHaveValue('🐉'.repeat(maxLength))
    await button(page, form.submit).click()
    await expect(tooLong).toHaveCount(0)
    await fill(page, { [name]: validValue(name) })
    writes = 0
  }
}
