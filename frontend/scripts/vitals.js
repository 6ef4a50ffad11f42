// Measures pages in a real browser with Lighthouse's settings for phones: a CPU four times slower than this machine's,
// and a network with 150 ms latency and 1.6 Mbit/s. Prints the medians of several visits with an empty cache.
//
//   npm run vitals -- http://127.0.0.1:8000 / /login      (without paths: the pages that every application has)

import { chromium } from '@playwright/test'
import { chromiumPath } from '../e2e/chromium.js'

const [origin = 'http://127.0.0.1:8000', ...arguments_] = process.argv.slice(2)
const PATHS = arguments_.length > 0 ? arguments_ : ['/', '/login', '/register']
const VISITS = 3
const CPU_SLOWDOWN = 4
const NETWORK = {
  offline: false,
  latency: 150,
  downloadThroughput: 200_000,
  uploadThroughput: 94_000,
}
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

/** Runs in the page before any other script: records the browser's performance entries. */
function observe() {
  const vitals = { lcp: 0, cls: 0, tbt: 0 }
  Object.assign(window, { vitals })
  /** @param {string} type @param {(entry: any) => void} record */
  const observeEntries = (type, record) =>
    new PerformanceObserver((list) => list.getEntries().forEach(record)).observe({
      type,
      buffered: true,
    })
  observeEntries('largest-contentful-paint', ({ startTime }) => {
    vitals.lcp = startTime
  })
  observeEntries('layout-shift', ({ value }) => {
    vitals.cls += value
  })
  observeEntries('longtask', ({ duration }) => {
    vitals.tbt += duration - 50
  })
}

/** Runs in the page at the end of a visit. */
function collectVitals() {
  const { vitals } = /** @type {any} */ (window)
  const loaded = [
    ...performance.getEntriesByType('navigation'),
    ...performance.getEntriesByType('resource'),
  ]
  const bytes = loaded.reduce(
    (sum, entry) => sum + /** @type {PerformanceResourceTiming} */ (entry).transferSize,
    0,
  )
  return { ...vitals, kb: bytes / 1000 }
}

/** @param {import('@playwright/test').Browser} browser @param {string} path */
async function visit(browser, path) {
  const context = await browser.newContext(PHONE)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', NETWORK)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN })
  await page.addInitScript(observe)
  await page.goto(origin + path, { waitUntil: 'networkidle' })
  const vitals = await page.evaluate(collectVitals)
  await context.close()
  return vitals
}

/** @param {number[]} numbers */
function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

const browser = await chromium.launch({ executablePath: await chromiumPath() })
console.log('  LCP ms     CLS  TBT ms      kB  page')
for (const path of PATHS) {
  /** @type {Awaited<ReturnType<typeof visit>>[]} */
  const visits = []
  for (let number = 0; number < VISITS; number++) visits.push(await visit(browser, path))
  /** @param {'lcp' | 'cls' | 'tbt' | 'kb'} name @param {number} digits */
  const format = (name, digits) =>
    median(visits.map((vitals) => vitals[name]))
      .toFixed(digits)
      .padStart(8)
  console.log(
    `${format('lcp', 0)}${format('cls', 3)}${format('tbt', 0)}${format('kb', 1)}  ${path}`,
  )
}
await browser.close()
