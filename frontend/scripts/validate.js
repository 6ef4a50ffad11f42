#!/usr/bin/env node
/**
 * Runs the frontend's validator on values, for a test that compares the validator with the server.
 *
 * Reads a JSON list of `[component, value]` from standard input, and writes a list of `[path, message]` for each value.
 */

import { dirname, resolve } from 'node:path'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const SOURCE = resolve(dirname(fileURLToPath(import.meta.url)), '../src')

/** @param {string} path */
async function load(path) {
  const { module } = await runnerImport(resolve(SOURCE, path), { configFile: false })
  return /** @type {any} */ (module)
}

const { validate } = await load('api/validate.ts')
const schemas = await load('generated/schemas.ts')
const samples = /** @type {[string, unknown][]} */ (await json(process.stdin))
const errors = samples.map(([name, value]) =>
  validate(schemas[name], value).map((/** @type {{ path: string[], message: string }} */ error) => [
    error.path,
    error.message,
  ]),
)
process.stdout.write(JSON.stringify(errors))
