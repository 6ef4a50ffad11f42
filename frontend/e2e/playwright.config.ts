import { defineConfig } from '@playwright/test'
import { chromiumPath } from './chromium.js'
import { ORIGIN, OTHER_ORIGIN, SERVERS } from './servers.ts'

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
const JOURNEY = /\.journey\.spec\.ts/
/** Milliseconds. Only guards against hanging tests. */
const PATIENCE = { test: 300_000, step: 60_000 }

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  webServer: SERVERS,
  workers: 2,
  fullyParallel: true,
  forbidOnly: !!process.env['CI'],
  timeout: PATIENCE.test,
  expect: { timeout: PATIENCE.step },
  reporter: [['list']],
  use: {
    baseURL: ORIGIN,
    viewport: DESKTOP,
    screenshot: 'only-on-failure',
    // No security feature of the browser is disabled: tests meet the same restrictions as users.
    launchOptions: { executablePath: await chromiumPath() },
  },
  projects: [
    { name: 'desktop' },
    {
      name: 'phone',
      testMatch: JOURNEY,
      use: { viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    },
    { name: 'other-origin', testMatch: JOURNEY, use: { baseURL: OTHER_ORIGIN } },
  ],
})
