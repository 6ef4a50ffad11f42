/** Updates of cached responses, for changes that the server has not confirmed yet. */

import type { QueryClient } from '@tanstack/react-query'

/** Update every cached copy of an object: in any query, alone, in a list, and as a member of another object. */
export function updateCopies<Copy extends object>(
  client: QueryClient,
  isCopy: (value: object) => value is Copy,
  update: (copy: Copy) => Copy,
): void {
  function updateIn(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value
    if (isCopy(value)) return update(value)
    return Array.isArray(value) ? mapMembers(value, updateIn) : mapObject(value, updateIn)
  }

  client.setQueriesData({}, (cached: unknown) => {
    const updated = updateIn(cached)
    // Without a result, the query keeps the time of its last response.
    return updated === cached ? undefined : updated
  })
}

function mapMembers(list: readonly unknown[], map: (value: unknown) => unknown) {
  const mapped = list.map(map)
  return mapped.every((value, index) => value === list[index]) ? list : mapped
}

function mapObject(object: object, map: (value: unknown) => unknown) {
  const values = Object.values(object)
  const mapped = mapMembers(values, map)
  if (mapped === values) return object
  return Object.fromEntries(Object.keys(object).map((name, index) => [name, mapped[index]]))
}
