/** Writes info.ts: the title and the description of the document. */

import { file, text } from './source.js'

/** @import { Contract } from './document.js' */

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeInfo({ title, description }) {
  return file(
    `/** The name of the application. */\nexport const TITLE: string = ${text(title)}`,
    `/** The purpose of the application, in a sentence. */\nexport const DESCRIPTION: string = ${text(description)}`,
  )
}
