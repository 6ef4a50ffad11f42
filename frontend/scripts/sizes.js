// Prints how much script, in kB after gzip, each page loads before it is complete, when nothing of it is cached.
// Ends with 1 where that is more than the limit.

import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** @typedef {{ file: string, imports?: string[], dynamicImports?: string[] }} Chunk */

const LIMIT_KB = 120
const DIST = new URL('../dist/', import.meta.url)
const ENTRY = 'index.html'

/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'))

/** @param {string} key */
function chunk(key) {
  const found = manifest[key]
  if (!found) throw new Error(`${key} is not in the manifest`)
  return found
}

/**
 * The chunks that a chunk needs at once, and itself.
 * @param {string} key
 * @param {(chunk: Chunk) => string[]} next
 * @param {Set<string>} seen
 */
function reached(key, next, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const other of next(chunk(key))) reached(other, next, seen)
  return seen
}

/** @param {Chunk} chunk */
const atOnce = ({ imports = [] }) => imports
/** @param {Chunk} chunk */
const everLoaded = ({ imports = [], dynamicImports = [] }) => [...imports, ...dynamicImports]

/** @param {string} key */
function kilobytes(key) {
  const { file } = chunk(key)
  return file.endsWith('.js') ? gzipSync(readFileSync(new URL(file, DIST))).length / 1000 : 0
}

/** @param {Iterable<string>} keys */
function total(keys) {
  return [...keys].reduce((sum, key) => sum + kilobytes(key), 0)
}

const shell = reached(ENTRY, atOnce)
// What the shell loads later is one page or another; what a page loads later belongs to it.
const pages = [...shell].flatMap((key) => chunk(key).dynamicImports ?? [])
if (pages.length === 0) throw new Error('no page is a chunk of its own: what each loads is unknown')

const sizes = [
  { name: 'what every page needs', size: total(shell) },
  ...pages.map((key) => ({ name: key, size: total(reached(key, everLoaded, new Set(shell))) })),
]

for (const { name, size } of sizes) console.log(`${size.toFixed(1).padStart(7)} kB  ${name}`)
const tooLarge = sizes.filter(({ size }) => size > LIMIT_KB)
if (tooLarge.length > 0) {
  console.error(`More than ${LIMIT_KB} kB: ${tooLarge.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}
