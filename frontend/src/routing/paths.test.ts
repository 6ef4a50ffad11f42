import { expect, test } from 'vitest'
import { parseNext, paths } from './paths'

test('the path after signing in is on the same host', () => {
  expect(parseNext(new URL(paths.loginWithNext('/a/b?c=d#e'), 'http://x').search)).toBe(
    '/a/b?c=d#e',
  )
  expect(parseNext('next=%2F%2Fevil.example')).toBeUndefined()
  expect(parseNext('next=%2F%5Cevil.example')).toBeUndefined()
  expect(parseNext('next=https%3A%2F%2Fevil.example')).toBeUndefined()
  expect(parseNext('next=javascript%3Aalert(1)')).toBeUndefined()
  expect(parseNext('')).toBeUndefined()
})
