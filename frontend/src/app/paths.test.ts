import { expect, test } from 'vitest'
import { isFollowingFeed, parseNext, parsePageNumber, parseRoute, paths } from './paths'

test.each([
  ['/', { page: 'home' }],
  ['/login', { page: 'login' }],
  ['/login/', { page: 'login' }],
  ['/editor', { page: 'editor', slug: undefined }],
  ['/editor/a-slug', { page: 'editor', slug: 'a-slug' }],
  ['/profile/jake', { page: 'profile', username: 'jake', favorites: false }],
  ['/profile/jake/favorites', { page: 'profile', username: 'jake', favorites: true }],
  ['/profile/jake/followers', { page: 'notFound' }],
  ['/tag/%E0%A4%A', { page: 'notFound' }],
  ['/a/b/c/d', { page: 'notFound' }],
])('%s has the route %o', (pathname, route) => {
  expect(parseRoute(pathname)).toEqual(route)
})

test.each(['a/b', '100%', 'a%2Fb', 'c#', 'what?', 'größe', '日本 語', '..'])(
  'the tag %s is the same after encoding and decoding',
  (tag) => {
    expect(parseRoute(paths.tag(tag))).toEqual({ page: 'tag', tag })
  },
)

test('the URL of a list has a page number from the second page on', () => {
  expect(paths.withPage('/', 1)).toBe('/')
  expect(paths.withPage('/', 2)).toBe('/?page=2')
  expect(paths.withPage('/?feed=following', 3)).toBe('/?feed=following&page=3')
})

test.each([
  ['', 1],
  ['page=2', 2],
  ['?page=12&feed=following', 12],
  ['page=0', 1],
  ['page=-1', 1],
  ['page=1.5', 1],
  ['page=abc', 1],
  ['page=1e3', 1],
  ['page=99999999999', 1],
])('the query string %j is page %i', (search, page) => {
  expect(parsePageNumber(search)).toBe(page)
})

test('only feed=following selects the following feed', () => {
  expect(isFollowingFeed('feed=following&page=2')).toBe(true)
  expect(isFollowingFeed('feed=all')).toBe(false)
})

test('the path after signing in is on the same host', () => {
  expect(parseNext(new URL(paths.loginWithNext('/article/a?b=c#d'), 'http://x').search)).toBe(
    '/article/a?b=c#d',
  )
  expect(parseNext('next=%2F%2Fevil.example')).toBeUndefined()
  expect(parseNext('next=%2F%5Cevil.example')).toBeUndefined()
  expect(parseNext('next=https%3A%2F%2Fevil.example')).toBeUndefined()
  expect(parseNext('next=javascript%3Aalert(1)')).toBeUndefined()
  expect(parseNext('')).toBeUndefined()
})
