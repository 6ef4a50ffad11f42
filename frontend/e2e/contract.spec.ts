/** What the contract limits, the forms limit: openapi.json is read anew, and no number stands here. */

import { readFileSync } from 'node:fs'
import { button, field, fill } from './page.ts'
import { API, expect, test } from './test.ts'

interface Field {
  maxLength?: number
  anyOf?: readonly Field[]
}

const { components } = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as { components: { schemas: Record<string, { properties: Record<string, Field> }> } }

/** The most characters that the contract lets a field have. */
function limit(component: string, field: string): number {
  const found = components.schemas[component]?.properties[field]
  const length = [found, ...(found?.anyOf ?? [])].find((each) => each?.maxLength)?.maxLength
  if (!length) throw new Error(`${component}.${field} has no limit`)
  return length
}

const FITTING: Record<string, string> = { email: 'anna@example.test', image: '' }
const FORMS = {
  '/register': ['NewUser', 'Sign up', ['username', 'email', 'password']],
  '/editor': ['NewArticle', 'Publish Article', ['title', 'description', 'body']],
  '/settings': [
    'UserChanges',
    'Update Settings',
    ['image', 'username', 'bio', 'email', 'password'],
  ],
} as const

for (const [path, [component, submit, names]] of Object.entries(FORMS)) {
  test(`what is too long for the contract never leaves ${path}`, async ({
    page,
    signUp,
    signIn,
  }) => {
    if (path !== '/register') await signIn(await signUp('jake'))
    let writes = 0
    await page.route(`${API}/**`, (route) => {
      if (route.request().method() === 'GET') return route.fallback()
      writes += 1
      return route.abort()
    })
    await page.goto(path)
    const valid = Object.fromEntries(names.map((name) => [name, FITTING[name] ?? 'fits well']))
    await fill(page, valid)
    for (const name of names) {
      const most = limit(component, name)
      const tooLong = page.getByText(`${name} is too long (maximum is ${most} characters)`)
      await fill(page, { [name]: 'a'.repeat(most + 1) })
      await button(page, submit).click()
      await expect(tooLong.first()).toBeVisible()
      expect(writes).toBe(0)

      // A dragon is one character to the server and two to the browser, which lets no more of them in.
      await fill(page, { [name]: '🐉'.repeat(most + 1) })
      await expect(field(page, name)).toHaveValue('🐉'.repeat(most))
      await button(page, submit).click()
      await expect(tooLong).toHaveCount(0)
      await fill(page, { [name]: FITTING[name] ?? 'fits well' })
      writes = 0
    }
  })
}
