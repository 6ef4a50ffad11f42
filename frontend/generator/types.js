/** Writes types.ts: the TypeScript type of each component. */

import { doc, file, key, literals } from './source.js'

/**
 * @import { Contract } from './document.js'
 * @import { Node, Obj } from './schema.js'
 */

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeTypes({ components }) {
  const declared = components.map(({ name, node }) =>
    node.kind === 'object'
      ? `${doc([node.description])}export interface ${name} ${members(node, '')}`
      : `${doc([node.description])}export type ${name} = ${typeOf(node, '')}`,
  )
  return file(...declared)
}

/**
 * The type of a node.
 *
 * @param {Node} node
 * @param {string} indent
 * @returns {string}
 */
export function typeOf(node, indent) {
  switch (node.kind) {
    case 'ref':
      return node.name
    case 'any':
      return 'unknown'
    case 'null':
    case 'boolean':
    case 'string':
    case 'number':
      return node.kind
    case 'integer':
      return 'number'
    case 'enum':
      return literals(node.values)
    case 'array':
      return `readonly ${parenthesize(typeOf(node.items, indent))}[]`
    case 'tuple':
      return `readonly [${node.items.map((item) => typeOf(item, indent)).join(', ')}]`
    case 'map':
      return `Readonly<Record<string, ${typeOf(node.values, indent)}>>`
    case 'object':
      return members(node, indent)
    case 'union':
      return [...new Set(node.arms.map((arm) => typeOf(arm, indent)))].join(' | ')
  }
}

/**
 * @param {Obj} node
 * @param {string} indent
 */
function members(node, indent) {
  const inner = `${indent}  `
  const lines = Object.entries(node.properties).map(([name, property]) => {
    const optional = node.required.includes(name) ? '' : '?'
    const documented = doc(
      [property.description, describeDefault(property), describeSunset(property)],
      inner,
    )
    return `${documented}${inner}readonly ${key(name)}${optional}: ${typeOf(property, inner)}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

/**
 * The sentence about a node's default, undefined without a default.
 *
 * @param {Node} node
 */
export function describeDefault(node) {
  return node.default === undefined ? undefined : `Default: \`${JSON.stringify(node.default)}\`.`
}

/**
 * The tag of a deprecated member or operation, which editors show as struck out; undefined for others.
 *
 * @param {{ sunset?: string | undefined }} item
 */
export function describeSunset({ sunset }) {
  return sunset === undefined ? undefined : `@deprecated May be removed after ${sunset}.`
}

/** @param {string} type */
function parenthesize(type) {
  return /[ |]/.test(type) ? `(${type})` : type
}
