// The browser of the tests: the Chromium of an npm package, so that all developers test with the same version.

import { accessSync, constants } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import packaged from '@sparticuz/chromium'

const UNPACKED = fileURLToPath(new URL('../node_modules/.cache/chromium/', import.meta.url))
const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const IN_MACOS = ['Chromium', 'Google Chrome'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

/**
 * The path of the executable. The variable CHROMIUM overrides the path; with "installed", the first Chromium or Chrome
 * on this machine is used.
 */
export async function chromiumPath() {
  const override = process.env['CHROMIUM']
  if (override && override !== 'installed') return override
  if (!override && process.platform === 'linux' && process.arch === 'x64') return unpackChromium()
  return findInstalled()
}

/** Unpack into a folder of our own: in the temporary folder, the package would reuse the files of another version. */
async function unpackChromium() {
  const { TMPDIR } = process.env
  await mkdir(UNPACKED, { recursive: true })
  process.env['TMPDIR'] = UNPACKED
  try {
    return await packaged.executablePath()
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = TMPDIR
  }
}

function findInstalled() {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const files = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const file = [...files, ...IN_MACOS].find(isExecutable)
  if (file) return file
  throw new Error(
    'No Chromium is installed here, and the packaged one is for Linux on x64. Name one: CHROMIUM=/path/to/chromium',
  )
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
