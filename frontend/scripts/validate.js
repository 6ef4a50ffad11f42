#!/usr/bin/env node
/**
 * What the frontend's validator says about values, for a test that compares it with the server.
 *
 * Reads a list of `[component, value]` as JSON from standard input and writes, for each, its list of `[path, reason]`.
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
const asked = /** @type {[string, unknown][]} */ (await json(process.stdin))
const answered = asked.map(([name, value]) =>
  validate(schemas[name], value).map((/** @type {{ path: string[], reason: string }} */ misfit) => [
    misfit.path,
    misfit.reason,
  ]),
)
process.stdout.write(JSON.stringify(answered))
