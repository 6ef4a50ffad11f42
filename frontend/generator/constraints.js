/** What a form needs to know of every object that a client sends. */

import { mentioned } from './schemas.js'
import { file, importTypes, key } from './source.js'

/**
 * @import { Contract } from './document.js'
 * @import { Node, Obj } from './schema.js'
 */

const CONSTRAINTS = /** @type {const} */ ([
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minimum', 'maximum'],
])

/**
 * @param {Contract} contract
 * @returns {string}
 */
export function writeConstraints({ components, operations }) {
  const sent = reachable(
    new Map(components.map(({ name, node }) => [name, node])),
    operations.flatMap(({ body }) => (body ? [body.name] : [])),
  )
  const tables = components
    .filter(({ name }) => sent.has(name))
    .flatMap(({ name, node }) => (node.kind === 'object' ? [table(name, node)] : []))
  return file(importTypes(['Fields'], '../forms/fields'), ...tables)
}

/**
 * @param {ReadonlyMap<string, Node>} nodes
 * @param {readonly string[]} names
 */
function reachable(nodes, names) {
  /** @type {Set<string>} */
  const found = new Set()
  /** @param {string} name */
  function visit(name) {
    const node = nodes.get(name)
    if (node === undefined || found.has(name)) return
    found.add(name)
    mentioned(node).forEach(visit)
  }
  names.forEach(visit)
  return found
}

/**
 * @param {string} name
 * @param {Obj} node
 */
function table(name, node) {
  const fields = Object.entries(node.properties).map(([field, property]) => {
    const required = `required: ${node.required.includes(field)}`
    return `  ${key(field)}: { ${[required, ...limits(property)].join(', ')} },`
  })
  return `export const ${name}Fields = {\n${fields.join('\n')}\n} as const satisfies Fields`
}

/**
 * The limits of a field; of one that may be null, those of its other arm.
 *
 * @param {Node} node
 * @returns {string[]}
 */
function limits(node) {
  if (node.kind === 'union') {
    const arms = node.arms.filter((arm) => arm.kind !== 'null')
    return arms.length === 1 && arms[0] ? limits(arms[0]) : []
  }
  const values = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (node))
  return CONSTRAINTS.filter((word) => word in values).map((word) => `${word}: ${values[word]}`)
}
