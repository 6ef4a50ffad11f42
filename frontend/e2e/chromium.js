// The browser of the tests: the Chromium that an npm package brings, so that everybody tests with the same one.

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

/** The file to start. The variable CHROMIUM names another one, or is "installed": the first on this machine. */
export async function chromiumPath() {
  const named = process.env['CHROMIUM']
  if (named && named !== 'installed') return named
  if (!named && process.platform === 'linux' && process.arch === 'x64') return unpacked()
  return installed()
}

/** The package unpacks into the folder for temporary files, and takes what any version has left there. */
async function unpacked() {
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

function installed() {
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
