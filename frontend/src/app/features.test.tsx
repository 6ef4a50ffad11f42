import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { user } from '../features/accounts/mocks'
import type { FeatureErrors } from '../features/feature'
import { handlers } from '../mocks/handlers'
import { createMockFetch } from '../mocks/server'
import { signIn, signOut } from '../session/session'
import { App } from './App'
import { navigation, routes, userPage } from './features'

const sources = import.meta.glob<string>(['../features/*/routes.ts', '../features/*/errors.ts'], {
  eager: true,
  import: 'default',
  query: '?raw',
})

const errors = import.meta.glob<FeatureErrors>('../features/*/errors.ts', {
  eager: true,
  import: 'default',
})

afterEach(() => {
  cleanup()
  signOut()
})

function open(path: string) {
  vi.stubGlobal('fetch', createMockFetch(handlers))
  vi.stubGlobal('scrollTo', () => undefined)
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  window.history.pushState(null, '', path)
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <App />
    </QueryClientProvider>,
  )
}

// The compiler does not check the types of a glob.
test.each(Object.entries(sources))('the compiler checks the default export of %s', (_, source) => {
  expect(source).toMatch(/^export default \{$/m)
  expect(source).toMatch(/^\} satisfies (FeatureRoutes$|Record<)/m)
})

test('each error code has one sentence', () => {
  const sentences = Object.values(errors).flatMap((explanations) => Object.entries(explanations))
  const codes = sentences.map(([code]) => code)
  expect(codes).toEqual(expect.arrayContaining(['email_taken']))
  expect(new Set(codes).size).toBe(codes.length)
  for (const [, text] of sentences) expect(text).toMatch(/^[A-Z].*\.$/)
})

test('accounts have their pages, and each URL has one page', () => {
  const paths = routes.map(([path]) => path)
  expect(paths).toEqual(expect.arrayContaining(['/login', '/register', '/settings']))
  expect(new Set(paths).size).toBe(paths.length)
})

test('the items of the navigation bar have different positions, and lead to pages', () => {
  const positions = navigation.map(({ position }) => position)
  expect(new Set(positions).size).toBe(positions.length)
  expect(positions).toEqual(positions.toSorted((one, other) => one - other))
  for (const { to } of navigation)
    expect(routes.map(([path]) => path.replace(/\/:\w+\?$/, ''))).toContain(to)
})

test('an anonymous user has links to sign in and to sign up', () => {
  open('/no/such/page')
  expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/login')
  expect(screen.getByRole('link', { name: 'Sign up' }).getAttribute('href')).toBe('/register')
  expect(screen.queryByRole('link', { name: 'Settings' })).toBeNull()
})

test('a user has links to the settings and to the own page', () => {
  signIn(user)
  open('/no/such/page')
  expect(screen.getByRole('link', { name: 'Settings' }).getAttribute('href')).toBe('/settings')
  const own = screen.getByRole('link', { name: user.username })
  expect(own.getAttribute('href')).toBe(userPage(user.username))
  expect(screen.queryByRole('link', { name: 'Sign in' })).toBeNull()
})

test('a page loads on navigation', async () => {
  open('/login')
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy()
})

test.each(['/no/such/page', '/%E0%A4%A', '/login/more'])('there is no page at %s', (path) => {
  open(path)
  expect(screen.getByRole('heading', { name: 'There is no such page' })).toBeTruthy()
})
