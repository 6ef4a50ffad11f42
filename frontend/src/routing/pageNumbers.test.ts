import { expect, test } from 'vitest'
import { countPages, pageNumbers, pageSlice, parsePageNumber, withPage } from './pageNumbers'

test.each([
  [1, 1, [1]],
  [4, 7, [1, 2, 3, 4, 5, 6, 7]],
  [1, 20, [1, 2, 3, 4, 'gap', 20]],
  [3, 20, [1, 2, 3, 4, 'gap', 20]],
  [4, 20, [1, 2, 3, 4, 5, 'gap', 20]],
  [5, 20, [1, 'gap', 4, 5, 6, 'gap', 20]],
  [17, 20, [1, 'gap', 16, 17, 18, 19, 20]],
  [20, 20, [1, 'gap', 17, 18, 19, 20]],
  [99, 20, [1, 'gap', 17, 18, 19, 20]],
])('on page %i of %i the numbers are %j', (current, last, numbers) => {
  expect(pageNumbers(current, last)).toEqual(numbers)
})

test('the numbers include the first, the last, the current page and its neighbours, each once', () => {
  for (let last = 8; last < 40; last += 1) {
    for (let current = 1; current <= last; current += 1) {
      const numbers = pageNumbers(current, last).filter((entry) => entry !== 'gap')
      expect(new Set(numbers).size).toBe(numbers.length)
      const expected = [1, current - 1, current, current + 1, last]
      expect(numbers).toEqual(
        expect.arrayContaining(expected.filter((page) => page >= 1 && page <= last)),
      )
    }
  }
})

test('the URL of a list has a page number from the second page on', () => {
  expect(withPage('/', 1)).toBe('/')
  expect(withPage('/', 2)).toBe('/?page=2')
  expect(withPage('/?sort=name', 3)).toBe('/?sort=name&page=3')
})

test.each([
  ['', 1],
  ['page=2', 2],
  ['?page=12&sort=name', 12],
  ['page=0', 1],
  ['page=-1', 1],
  ['page=1.5', 1],
  ['page=abc', 1],
  ['page=1e3', 1],
  ['page=99999999999', 1],
])('the query string %j is page %i', (search, page) => {
  expect(parsePageNumber(search)).toBe(page)
})

test('the pages of a list have ten items each, and the last page has the rest', () => {
  expect(pageSlice(1)).toEqual({ limit: 10, offset: 0 })
  expect(pageSlice(3)).toEqual({ limit: 10, offset: 20 })
  expect([0, 1, 10, 11].map(countPages)).toEqual([0, 1, 1, 2])
})
