/** Writes schemas.ts: a constant for each component, so that a bundler can remove unused components. */

import { file, importTypes, key, literal, text } from './source.js'

/**
 * @import { Component, Contract } from './document.js'
 * @import { Node } from './schema.js'
 */

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeSchemas({ components }) {
  /** @type {Set<string>} */
  const written = new Set()
  const constants = sortByReferences(components).map(({ name, node }) => {
    const constant = `export const ${name}: Schema = ${writeNode(node, '', written)}`
    written.add(name)
    return constant
  })
  return file(importTypes(['Schema'], '../api/schema'), ...constants)
}

/**
 * The components, each after the components that it references, except for circular references.
 *
 * @param {readonly Component[]} components
 * @returns {Component[]}
 */
function sortByReferences(components) {
  /** @type {Map<string, Component>} */
  const visited = new Map()
  /** @param {Component} component */
  function visit(component) {
    if (visited.has(component.name)) return
    visited.set(component.name, component)
    for (const name of collectReferences(component.node)) {
      const other = components.find((one) => one.name === name)
      if (other) visit(other)
    }
    ordered.push(component)
  }
  /** @type {Component[]} */
  const ordered = []
  components.forEach(visit)
  return ordered
}

/**
 * The names of all components that a node references.
 *
 * @param {Node} node
 * @returns {string[]}
 */
export function collectReferences(node) {
  return node.kind === 'ref' ? [node.name] : parts(node).flatMap(collectReferences)
}

/**
 * @param {Node} node
 * @returns {readonly Node[]}
 */
function parts(node) {
  switch (node.kind) {
    case 'array':
      return [node.items]
    case 'tuple':
      return node.items
    case 'map':
      return node.names ? [node.values, node.names] : [node.values]
    case 'object':
      return Object.values(node.properties)
    case 'union':
      return node.arms
    default:
      return []
  }
}

/**
 * A node as a literal. A reference to a component that is not written yet becomes a function.
 *
 * @param {Node} node
 * @param {string} indent
 * @param {ReadonlySet<string>} written
 * @returns {string}
 */
function writeNode(node, indent, written) {
  if (node.kind === 'ref') return written.has(node.name) ? node.name : `() => ${node.name}`
  const { description, default: defaultValue, ...constraints } = node
  return writeValue(constraints, indent, written)
}

/**
 * @param {unknown} part
 * @param {string} indent
 * @param {ReadonlySet<string>} written
 * @returns {string}
 */
function writeValue(part, indent, written) {
  const inner = `${indent}  `
  if (Array.isArray(part))
    return `[${part.map((item) => writeElement(item, indent, written)).join(', ')}]`
  if (typeof part === 'string') return text(part)
  if (typeof part !== 'object' || part === null) return literal(/** @type {null} */ (part))
  const lines = Object.entries(part).map(
    ([name, item]) => `${inner}${key(name)}: ${writeElement(item, inner, written)},`,
  )
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

/**
 * @param {unknown} part
 * @param {string} indent
 * @param {ReadonlySet<string>} written
 */
function writeElement(part, indent, written) {
  const isNode =
    typeof part === 'object' && part !== null && 'kind' in part && typeof part.kind === 'string'
  return isNode
    ? writeNode(/** @type {Node} */ (part), indent, written)
    : writeValue(part, indent, written)
}
