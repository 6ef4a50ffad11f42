/**
 * The test function of all browser tests. Each test has a separate browser context. A test also fails when a page
 * reports an error, violates its Content-Security-Policy, sends a request to another host, opens a dialog, or runs a
 * script from the content of a user.
 */

import { test as base, expect, type Page } from '@playwright/test'
import { type Person, register } from './people.ts'
import { API, ORIGIN, OTHER_ORIGIN } from './servers.ts'

declare global {
  interface Window {
    /** Set by payloads, which must never run. */
    __pwned?: unknown
    /** The sum of layout shifts, in tests that observe layout shifts. */
    __shift?: number
  }
}

interface Fixtures {
  /** Register a user through the API. */
  signUp: (name: string) => Promise<Person>
  /** Store the user's token in the browser, as an earlier sign-in would do. */
  signIn: (person: Person) => Promise<void>
  /** A new user, already signed in. */
  jake: Person
  /** Problems that a page caused during the test. */
  problems: Problems
}

/** Forbidden behaviour of a page. A test allows an expected problem with `allow`. */
class Problems {
  private readonly allowed: RegExp[] = []
  readonly found: string[] = []

  allow(problem: RegExp): void {
    this.allowed.push(problem)
  }

  record(problem: string): void {
    if (!this.allowed.some((allowed) => allowed.test(problem))) this.found.push(problem)
  }
}

// Chromium logs each error status and each missing response; the tests check the page's reaction instead.
const NETWORK_MESSAGE = /^Failed to load resource/

export const test = base.extend<Fixtures>({
  signUp: async ({ request }, use) => {
    await use((name) => register(request, name))
  },

  signIn: async ({ page }, use) => {
    await use(async (person) => {
      // Any URL of the origin without scripts.
      await page.goto('/health/live')
      await page.evaluate((token) => localStorage.setItem('jwtToken', token), person.token)
    })
  },

  jake: async ({ signUp, signIn }, use) => {
    const jake = await signUp('jake')
    await signIn(jake)
    await use(jake)
  },

  problems: [
    async ({ page }, use) => {
      const problems = new Problems()
      watch(page, problems)
      await use(problems)
      expect(await page.evaluate(() => '__pwned' in window)).toBe(false)
      expect(problems.found).toEqual([])
    },
    { auto: true },
  ],
})

function watch(page: Page, problems: Problems): void {
  page.on('pageerror', (error) => problems.record(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    problems.record(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    const isSerious = ['error', 'warning'].includes(message.type())
    if (isSerious && !NETWORK_MESSAGE.test(message.text()))
      problems.record(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (![ORIGIN, OTHER_ORIGIN].includes(origin)) problems.record(`request: ${request.url()}`)
  })
}

/** A picture from another host, which the test serves itself, so that no network is needed. */
export const PICTURE = 'https://pictures.example.test/dragon.svg'

/** Serve the pictures of the other host. */
export async function servePictures(page: Page, problems: Problems): Promise<void> {
  problems.allow(/^request: https:\/\/pictures\.example\.test\//)
  const body =
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="teal"/></svg>'
  await page.route('https://pictures.example.test/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body }),
  )
}

export { API, expect }
