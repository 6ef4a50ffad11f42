/** Writes constraints.ts: the constraints of each object in request bodies, for forms. */

import { collectReferences } from './schemas.js'
import { file, importTypes, key, literal } from './source.js'

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
  const nodes = new Map(components.map(({ name, node }) => [name, node]))
  const names = collectReachable(
    nodes,
    operations.flatMap(({ body }) => (body ? [body.name] : [])),
  )
  const tables = components
    .filter(({ name }) => names.has(name))
    .flatMap(({ name, node }) => (node.kind === 'object' ? [table(name, node, nodes)] : []))
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
 * @param {ReadonlyMap<string, Node>} nodes
 */
function table(name, node, nodes) {
  const fields = Object.entries(node.properties).map(([field, property]) => {
    const required = `required: ${node.required.includes(field)}`
    return `  ${key(field)}: { ${[required, ...limits(property, nodes)].join(', ')} },`
  })
  return `export const ${name}Fields = {\n${fields.join('\n')}\n} as const satisfies Fields`
}

/**
 * The limits of a field. A nullable field has the limits of its other arm, and a reference those of its component.
 *
 * @param {Node | undefined} node
 * @param {ReadonlyMap<string, Node>} nodes
 * @returns {string[]}
 */
function limits(node, nodes) {
  if (node === undefined) return []
  switch (node.kind) {
    case 'ref':
      return limits(nodes.get(node.name), nodes)
    case 'union': {
      const arms = node.arms.filter((arm) => arm.kind !== 'null')
      return arms.length === 1 ? limits(arms[0], nodes) : []
    }
    case 'enum':
      return [`values: [${node.values.map(literal).join(', ')}]`]
    default: {
      const values = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (node))
      const found = CONSTRAINTS.filter((keyword) => keyword in values)
      return [...found.map((keyword) => `${keyword}: ${values[keyword]}`), ...step(node)]
    }
  }
}

/**
 * The distance between valid numbers.
 *
 * @param {Node} node
 */
function step(node) {
  if (node.kind !== 'integer' && node.kind !== 'number') return []
  const distance = node.multipleOf ?? (node.kind === 'integer' ? 1 : undefined)
  return distance === undefined ? [] : [`step: ${distance}`]
}
