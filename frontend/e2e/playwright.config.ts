import { defineConfig } from '@playwright/test'
import { chromiumPath } from './chromium.js'
import { ELSEWHERE, HERE, SERVERS } from './servers.ts'

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }
const JOURNEY = /journey\.spec\.ts/
/** Milliseconds. Guards against waiting for ever: no test expects anything to be fast. */
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
    baseURL: HERE,
    viewport: DESKTOP,
    screenshot: 'only-on-failure',
    // Nothing is switched off: what the browser refuses here, it refuses people.
    launchOptions: { executablePath: await chromiumPath() },
  },
  projects: [
    { name: 'desktop' },
    {
      name: 'phone',
      testMatch: JOURNEY,
      use: { viewport: PHONE, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
    },
    { name: 'other-origin', testMatch: JOURNEY, use: { baseURL: ELSEWHERE } },
  ],
})
