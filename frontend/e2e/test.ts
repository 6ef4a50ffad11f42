/**
 * The test function of all journeys. Each test has a browser of its own, and fails, too, when a page reports an error,
 * breaks its Content-Security-Policy, asks another host, opens a dialog, or runs what somebody wrote into an article.
 */

import { test as base, expect, type Page } from '@playwright/test'
import { type Person, register } from './people.ts'
import { API, ELSEWHERE, HERE } from './servers.ts'

declare global {
  interface Window {
    __conduit_debug__?: { getAuthState(): string }
    /** Set by what must never run. */
    __pwned?: unknown
    /** How much the layout has shifted, where a test observes it. */
    __shift?: number
  }
}

interface Fixtures {
  /** Register somebody through the API. */
  signUp: (name: string) => Promise<Person>
  /** Sign somebody in, as if they had done so before. */
  signIn: (person: Person) => Promise<void>
  /** Somebody new, already signed in. */
  jake: Person
  /** What went wrong beside the test. */
  troubles: Troubles
}

/** What a page must not do. A test that provokes some of it says so with `allow`. */
class Troubles {
  private readonly allowed: RegExp[] = []
  readonly found: string[] = []

  allow(trouble: RegExp): void {
    this.allowed.push(trouble)
  }

  note(trouble: string): void {
    if (!this.allowed.some((allowed) => allowed.test(trouble))) this.found.push(trouble)
  }
}

// Chromium's own note of a status of 400 or more, or of no answer; what the page makes of it is what is tested.
const OF_THE_NETWORK = /^Failed to load resource/

export const test = base.extend<Fixtures>({
  signUp: async ({ request }, use) => {
    await use((name) => register(request, name))
  },

  signIn: async ({ page }, use) => {
    await use(async (person) => {
      // Any address of our origin that runs nothing.
      await page.goto('/health/live')
      await page.evaluate((token) => localStorage.setItem('jwtToken', token), person.token)
    })
  },

  jake: async ({ signUp, signIn }, use) => {
    const jake = await signUp('jake')
    await signIn(jake)
    await use(jake)
  },

  troubles: [
    async ({ page }, use) => {
      const troubles = new Troubles()
      watch(page, troubles)
      await use(troubles)
      expect(await page.evaluate(() => '__pwned' in window)).toBe(false)
      expect(troubles.found).toEqual([])
    },
    { auto: true },
  ],
})

function watch(page: Page, troubles: Troubles): void {
  page.on('pageerror', (error) => troubles.note(`error: ${error.message}`))
  page.on('dialog', (dialog) => {
    troubles.note(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    const serious = ['error', 'warning'].includes(message.type())
    if (serious && !OF_THE_NETWORK.test(message.text())) troubles.note(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (![HERE, ELSEWHERE].includes(origin)) troubles.note(`request: ${request.url()}`)
  })
}

/** Pictures from another host, which articles and people may have; the test's own, so that no network is needed. */
export const PICTURE = 'https://pictures.example.test/dragon.svg'

/** Let that host serve pictures. */
export async function servePictures(page: Page, troubles: Troubles): Promise<void> {
  troubles.allow(/^request: https:\/\/pictures\.example\.test\//)
  const body =
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" fill="teal"/></svg>'
  await page.route('https://pictures.example.test/**', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body }),
  )
}

export { API, expect }
