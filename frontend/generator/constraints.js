/** Writes constraints.ts: the constraints of each object in request bodies, for forms. */

import { collectReferences } from './schemas.js'
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
  const names = collectReachable(
    new Map(components.map(({ name, node }) => [name, node])),
    operations.flatMap(({ body }) => (body ? [body.name] : [])),
  )
  const tables = components
    .filter(({ name }) => names.has(name))
    .flatMap(({ name, node }) => (node.kind === 'object' ? [table(name, node)] : []))
  return file(importTypes(['Fields'], '../forms/fields'), ...tables)
}

/**
 * The given names, and the names of all components that they reference, directly or not.
 *
 * @param {ReadonlyMap<string, Node>} nodes
 * @param {readonly string[]} names
 */
function collectReachable(nodes, names) {
  /** @type {Set<string>} */
  const found = new Set()
  /** @param {string} name */
  function visit(name) {
    const node = nodes.get(name)
    if (node === undefined || found.has(name)) return
    found.add(name)
    collectReferences(node).forEach(visit)
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
 * The limits of a field. A nullable field has the limits of its other arm.
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
  return CONSTRAINTS.filter((keyword) => keyword in values).map(
    (keyword) => `${keyword}: ${values[keyword]}`,
  )
}
