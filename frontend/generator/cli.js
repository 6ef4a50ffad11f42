#!/usr/bin/env node
/**
 * Write src/generated from ../openapi.json, or check that it is up to date.
 *
 * Exits with 0 when done, 2 for wrong options, 3 where the document is missing or not understood, 4 where a generated
 * file is stale or was edited.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeConstraints } from './constraints.js'
import { readDocument } from './document.js'
import { writeErrors } from './errors.js'
import { writeExchanges, writeOperations } from './operations.js'
import { DocumentError } from './schema.js'
import { writeSchemas } from './schemas.js'
import { writeTypes } from './types.js'

const FRONTEND = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const USAGE = `Usage: node generator/cli.js [--check] [--document FILE] [--output FOLDER]

Writes TypeScript from an OpenAPI document of the contract: types, operations, schemas, constraints, errors, exchanges.

  --check     write nothing; exit with 4 where a file is stale or was edited by hand
  --document  the document (default: ../openapi.json)
  --output    the folder (default: src/generated)
  --help      print this`

const WRONG_USAGE = 2
const NOT_UNDERSTOOD = 3
const STALE = 4

const WRITERS = {
  'types.ts': writeTypes,
  'operations.ts': writeOperations,
  'schemas.ts': writeSchemas,
  'constraints.ts': writeConstraints,
  'errors.ts': writeErrors,
  'exchanges.ts': writeExchanges,
}

process.exitCode = main()

/** @returns {number} */
function main() {
  const options = readOptions()
  if (options === undefined) return WRONG_USAGE
  if (options.help) {
    console.log(USAGE)
    return 0
  }
  const document = resolve(FRONTEND, options.document)
  const output = resolve(FRONTEND, options.output)
  const files = generated(document)
  if (files === undefined) return NOT_UNDERSTOOD
  const stale = [...files]
    .filter(([name, source]) => contentOf(join(output, name)) !== source)
    .map(([name]) => name)
  const extra = namesIn(output).filter((name) => !files.has(name))
  if (options.check) return report([...stale, ...extra], output)
  mkdirSync(output, { recursive: true })
  for (const name of extra) rmSync(join(output, name))
  // What did not change keeps its time, so that nobody who watches it starts to work.
  for (const name of stale) writeFileSync(join(output, name), files.get(name) ?? '')
  return 0
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        check: { type: 'boolean', default: false },
        document: { type: 'string', default: '../openapi.json' },
        output: { type: 'string', default: 'src/generated' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    return undefined
  }
}

/**
 * The files by their names, or undefined where the document cannot be read.
 *
 * @param {string} document
 */
function generated(document) {
  try {
    const contract = readDocument(JSON.parse(readFileSync(document, 'utf8')))
    return new Map(Object.entries(WRITERS).map(([name, write]) => [name, write(contract)]))
  } catch (error) {
    if (error instanceof DocumentError || error instanceof SyntaxError || isMissing(error)) {
      console.error(`${document}: ${error.message}`)
      return undefined
    }
    throw error
  }
}

/**
 * @param {readonly string[]} names
 * @param {string} output
 */
function report(names, output) {
  for (const name of names) {
    console.error(`${relative(process.cwd(), join(output, name))} is not what openapi.json says`)
  }
  if (names.length === 0) return 0
  console.error('Run: npm run generate (in frontend/)')
  return STALE
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** @param {string} path */
function contentOf(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/**
 * @param {unknown} error
 * @returns {error is Error}
 */
function isMissing(error) {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
