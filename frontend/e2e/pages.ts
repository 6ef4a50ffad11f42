/** The pages of all features, with URLs to visit. */

import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import type { Person } from './people.ts'

/**
 * URLs by pattern, after the preparation of their data. A pattern with parameters needs an example in the `.pages.ts` of
 * its feature; a pattern without parameters is its own example.
 */
export type Examples = Readonly<Record<string, (jake: Person) => Promise<readonly string[]>>>

interface Features {
  readonly routes: readonly (readonly [pattern: string, page: unknown])[]
}

const FEATURES = fileURLToPath(new URL('../src/app/features.ts', import.meta.url))
const { module } = await runnerImport<Features>(FEATURES, { configFile: false })
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.pages.ts'))
const modules = await Promise.all(files.map((name) => import(`./${name}`)))
const examples: Examples = Object.assign({}, ...modules.map(({ examples }) => examples))

export const PAGES = module.routes.map(([pattern]) => ({
  pattern,
  urls: examples[pattern] ?? (async () => [withoutParameters(pattern)]),
}))

function withoutParameters(pattern: string): string {
  if (pattern.includes(':'))
    throw new Error(`${pattern} has parameters: add an example to a file e2e/….pages.ts`)
  return pattern
}
