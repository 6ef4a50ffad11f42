// The browser of the tests: a Chromium of this machine, else the one that an npm package brings.

import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import packaged from '@sparticuz/chromium'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** The file to start; the variable CHROMIUM names another one. */
export async function chromiumPath() {
  return process.env['CHROMIUM'] ?? installed() ?? (await packaged.executablePath())
}

function installed() {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable)
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
