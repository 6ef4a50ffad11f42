import { renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useRouter } from 'wouter'
import { matchPage, sortRoutes } from './matching'
import { page } from './pages'

const load = async () => ({ default: () => null })
const dragons = page(['/dragons', '/dragons/:name'], load)
const newDragon = page('/dragons/new', load)
const food = page('/dragons/:name/food/:kind?', load)
const routes = sortRoutes([dragons, newDragon, food])

function match(pathname: string) {
  const { result } = renderHook(() => useRouter())
  const found = matchPage(routes, result.current.parser, pathname)
  return found && { page: found.page, ...found.parameters }
}

test.each([
  ['/dragons', { page: dragons }],
  ['/dragons/', { page: dragons }],
  ['/dragons/smaug', { page: dragons, name: 'smaug' }],
  ['/dragons/new', { page: newDragon }],
  ['/dragons/smaug/food', { page: food, name: 'smaug', kind: undefined }],
  ['/dragons/smaug/food/sheep', { page: food, name: 'smaug', kind: 'sheep' }],
  ['/dragons/smaug/toys', undefined],
  ['/dragons/%E0%A4%A', undefined],
  ['/', undefined],
])('%s has its page and its parameters', (pathname, expected) => {
  if (expected === undefined) expect(match(pathname)).toBeUndefined()
  else expect(match(pathname)).toMatchObject(expected)
})

test.each(['a/b', '100%', 'a%2Fb', 'c#', 'what?', 'größe', '日本 語', '..', 'new%20'])(
  'the parameter %s is the same after encoding and decoding',
  (name) => {
    expect(match(`/dragons/${encodeURIComponent(name)}`)).toMatchObject({ page: dragons, name })
  },
)

test('the order of the pages does not matter', () => {
  expect(sortRoutes([food, newDragon, dragons])).toEqual(routes)
})

test('a page with other parameters than its patterns does not compile', () => {
  const named = async () => ({ default: ({ name }: { readonly name: string }) => name })
  page('/dragons/:name', named)
  // @ts-expect-error: the pattern has no parameter.
  page('/dragons', named)
  // @ts-expect-error: the parameter has another name.
  page('/dragons/:id', named)
  // @ts-expect-error: one of the patterns has no parameter.
  page(['/dragons', '/dragons/:name'], named)
  // @ts-expect-error: the parameter may be absent.
  page('/dragons/:name?', named)
})
