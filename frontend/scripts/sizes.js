// Prints the size of the scripts that each page loads with an empty cache, in kB after gzip.
// Exits with 1 if a size exceeds the limit.

import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

/** @typedef {{ file: string, imports?: string[], dynamicImports?: string[] }} Chunk */

const LIMIT_KB = 120
const DIST = new URL('../dist/', import.meta.url)
const ENTRY = 'index.html'

/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'))

/** @param {string} key */
function getChunk(key) {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`${key} is not in the manifest`)
  return chunk
}

/**
 * A chunk and all chunks that it imports, directly or not.
 * @param {string} key
 * @param {(chunk: Chunk) => string[]} importsOf
 * @param {Set<string>} seen
 */
function collectChunks(key, importsOf, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const other of importsOf(getChunk(key))) collectChunks(other, importsOf, seen)
  return seen
}

/** @param {Chunk} chunk */
const staticImports = ({ imports = [] }) => imports
/** @param {Chunk} chunk */
const allImports = ({ imports = [], dynamicImports = [] }) => [...imports, ...dynamicImports]

/** @param {string} key */
function gzippedKilobytes(key) {
  const { file } = getChunk(key)
  return file.endsWith('.js') ? gzipSync(readFileSync(new URL(file, DIST))).length / 1000 : 0
}

/** @param {Iterable<string>} keys */
function sumKilobytes(keys) {
  return [...keys].reduce((sum, key) => sum + gzippedKilobytes(key), 0)
}

const shell = collectChunks(ENTRY, staticImports)
// The dynamic imports of the shell are the pages; the dynamic imports of a page count as part of the page.
const pages = [...shell].flatMap((key) => getChunk(key).dynamicImports ?? [])
if (pages.length === 0) throw new Error('no page is a separate chunk, so page sizes are unknown')

const sizes = [
  { name: 'shared by all pages', size: sumKilobytes(shell) },
  ...pages.map((key) => ({
    name: key,
    size: sumKilobytes(collectChunks(key, allImports, new Set(shell))),
  })),
]

for (const { name, size } of sizes) console.log(`${size.toFixed(1).padStart(7)} kB  ${name}`)
const tooLarge = sizes.filter(({ size }) => size > LIMIT_KB)
if (tooLarge.length > 0) {
  console.error(`More than ${LIMIT_KB} kB: ${tooLarge.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}
