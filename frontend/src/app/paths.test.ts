import { expect, test } from 'vitest'
import { asksForFollowing, nextOf, pageNumberOf, paths, placeOf } from './paths'

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
])('%s is the place %o', (pathname, place) => {
  expect(placeOf(pathname)).toEqual(place)
})

test.each(['a/b', '100%', 'a%2Fb', 'c#', 'what?', 'größe', '日本 語', '..'])(
  'the tag %s survives its address',
  (tag) => {
    expect(placeOf(paths.tag(tag))).toEqual({ page: 'tag', tag })
  },
)

test('the first page of a list has no number, others do', () => {
  expect(paths.onPage('/', 1)).toBe('/')
  expect(paths.onPage('/', 2)).toBe('/?page=2')
  expect(paths.onPage('/?feed=following', 3)).toBe('/?feed=following&page=3')
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
  expect(pageNumberOf(search)).toBe(page)
})

test('only feed=following asks for the feed of the reader', () => {
  expect(asksForFollowing('feed=following&page=2')).toBe(true)
  expect(asksForFollowing('feed=all')).toBe(false)
})

test('signing in leads back to a page of our own, and never to another host', () => {
  expect(nextOf(new URL(paths.loginThen('/article/a?b=c#d'), 'http://x').search)).toBe(
    '/article/a?b=c#d',
  )
  expect(nextOf('next=%2F%2Fevil.example')).toBeUndefined()
  expect(nextOf('next=%2F%5Cevil.example')).toBeUndefined()
  expect(nextOf('next=https%3A%2F%2Fevil.example')).toBeUndefined()
  expect(nextOf('next=javascript%3Aalert(1)')).toBeUndefined()
  expect(nextOf('')).toBeUndefined()
})
