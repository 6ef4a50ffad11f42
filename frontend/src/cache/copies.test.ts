import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { updateCopies } from './copies'

interface Dragon {
  readonly name: string
  readonly asleep: boolean
}

function isSmaug(value: object): value is Dragon {
  return 'name' in value && value.name === 'Smaug' && 'asleep' in value
}

const smaug: Dragon = { name: 'Smaug', asleep: true }
const other: Dragon = { name: 'Fafnir', asleep: true }

function wake(client: QueryClient) {
  updateCopies(client, isSmaug, (dragon) => ({ ...dragon, asleep: false }))
}

test('every copy is updated: alone, in a list, and in another object', () => {
  const client = new QueryClient()
  client.setQueryData(['one'], smaug)
  client.setQueryData(['list'], { dragons: [other, smaug], count: 2, next: null })
  client.setQueryData(['hoard'], { owner: smaug })
  wake(client)
  const awake = { ...smaug, asleep: false }
  expect(client.getQueryData(['one'])).toEqual(awake)
  expect(client.getQueryData(['list'])).toEqual({ dragons: [other, awake], count: 2, next: null })
  expect(client.getQueryData(['hoard'])).toEqual({ owner: awake })
})

test('a query without a copy keeps its data and its age', () => {
  const client = new QueryClient()
  const data = { dragons: [other], total: 1 }
  client.setQueryData(['list'], data, { updatedAt: 1 })
  wake(client)
  expect(client.getQueryData(['list'])).toBe(data)
  expect(client.getQueryState(['list'])?.dataUpdatedAt).toBe(1)
})
