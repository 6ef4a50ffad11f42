/** Helpers to write TypeScript source. */

/** @import { Scalar } from './schema.js' */

const HEADER = `// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// \`make openapi\`, then \`npm run generate\` in frontend/. \`npm run generate:check\` detects manual edits.
`
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/**
 * The source of a file.
 *
 * @param {readonly (string | undefined)[]} parts
 */
export function file(...parts) {
  return `${[HEADER, ...parts.filter(Boolean)].map((part) => `${part}`.trimEnd()).join('\n\n')}\n`
}

/**
 * The import of types from a module, empty for no names.
 *
 * @param {Iterable<string>} names
 * @param {string} module
 */
export function importTypes(names, module) {
  const sorted = [...new Set(names)].sort()
  return sorted.length === 0
    ? ''
    : `import type {\n${sorted.map((name) => `  ${name},`).join('\n')}\n} from '${module}'`
}

/**
 * A documentation comment, empty for no text.
 *
 * @param {readonly (string | undefined)[]} sentences
 * @param {string} [indent]
 */
export function doc(sentences, indent = '') {
  const text = sentences.filter(Boolean).join(' ').replaceAll('*/', '*\\/')
  return text && `${indent}/** ${text.replaceAll(/\s+/g, ' ')} */\n`
}

/**
 * The name of a member, quoted unless an identifier.
 *
 * @param {string} name
 */
export function key(name) {
  return IDENTIFIER.test(name) ? name : text(name)
}

/**
 * A string literal with invisible characters escaped.
 *
 * @param {string} value
 */
export function text(value) {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll(/[\u007f-\u00a0\u2028\u2029\ufeff]/g, escapeCharacter)}'`
}

/** @param {string} character */
function escapeCharacter(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** @param {Scalar} value */
export function literal(value) {
  return typeof value === 'string' ? text(value) : String(value)
}

/** @param {readonly Scalar[]} values */
export function literals(values) {
  return values.length === 0 ? 'never' : values.map(literal).join(' | ')
}

/** @param {string} name */
export function pascal(name) {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
