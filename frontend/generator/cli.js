#!/usr/bin/env node
/**
 * Write src/generated from ../openapi.json, or check that src/generated is up to date.
 *
 * Exit codes: 0 for success, 2 for wrong options, 3 for a missing or unsupported document, 4 for an outdated or manually
 * edited file.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writeConstraints } from './constraints.js'
import { readDocument } from './document.js'
import { writeErrors } from './errors.js'
import { writeInfo } from './info.js'
import { writeExchanges, writeOperations } from './operations.js'
import { DocumentError } from './schema.js'
import { writeSchemas } from './schemas.js'
import { writeTypes } from './types.js'

const FRONTEND = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const USAGE = `Usage: node generator/cli.js [--check] [--document FILE] [--output FOLDER]

Writes TypeScript from an OpenAPI document of the contract: title, types, operations, schemas, constraints,
errors, exchanges.

  --check     write nothing; exit with 4 for an outdated or manually edited file
  --document  the document (default: ../openapi.json)
  --output    the folder (default: src/generated)
  --help      print this`

const WRONG_USAGE = 2
const INVALID_DOCUMENT = 3
const OUT_OF_DATE = 4

const WRITERS = {
  'info.ts': writeInfo,
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
  const files = generateFiles(document)
  if (files === undefined) return INVALID_DOCUMENT
  const outdated = [...files]
    .filter(([name, source]) => readIfPresent(join(output, name)) !== source)
    .map(([name]) => name)
  const extra = listFiles(output).filter((name) => !files.has(name))
  if (options.check) return reportOutdated([...outdated, ...extra], output)
  mkdirSync(output, { recursive: true })
  for (const name of extra) rmSync(join(output, name))
  // Unchanged files are not written, so that file watchers do not rebuild.
  for (const name of outdated) writeFileSync(join(output, name), files.get(name) ?? '')
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
 * The sources by file name, undefined for a document that cannot be read.
 *
 * @param {string} document
 */
function generateFiles(document) {
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
function reportOutdated(names, output) {
  for (const name of names) {
    console.error(`${relative(process.cwd(), join(output, name))} does not match openapi.json`)
  }
  if (names.length === 0) return 0
  console.error('Run: npm run generate (in frontend/)')
  return OUT_OF_DATE
}

/** @param {string} folder */
function listFiles(folder) {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** @param {string} path */
function readIfPresent(path) {
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
