import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handlers } from '../mocks/handlers'
import { fetchFrom, type Handlers, refusal } from '../mocks/server'
import { currentSession } from '../session/session'
import { renderFor } from '../testing/render'
import RegisterPage from './RegisterPage'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const VALUES = { Username: 'jake', Email: 'jake@example.test', Password: 'it takes a jacobian' }

function register(changes: Partial<Handlers>, values: Record<string, string> = VALUES) {
  registerAt(fetchFrom({ ...handlers, ...changes }), values)
}

function registerAt(server: typeof fetch, values: Record<string, string> = VALUES) {
  vi.stubGlobal('fetch', server)
  vi.stubGlobal('scrollTo', () => undefined)
  renderFor(undefined, <RegisterPage />)
  for (const [label, value] of Object.entries(values)) {
    fireEvent.change(screen.getByLabelText(label), { target: { value } })
  }
  fireEvent.click(screen.getByRole('button', { name: 'Sign up' }))
}

async function messages() {
  await screen.findByRole('alert')
  return screen.getAllByRole('listitem').map(({ textContent }) => textContent)
}

test('what the contract refuses is not sent, and every field says why', async () => {
  const registerUser = vi.fn(handlers.registerUser)
  register({ registerUser }, { Username: ' ', Email: 'nobody', Password: 'short' })
  expect(await messages()).toEqual([
    expect.stringMatching(/^username /),
    expect.stringMatching(/^email /),
    'password is too short (minimum is 8 characters)',
  ])
  expect(registerUser).not.toHaveBeenCalled()
  const password = screen.getByLabelText('Password')
  expect(password.getAttribute('aria-invalid')).toBe('true')
  const reasons = password.getAttribute('aria-describedby')?.split(' ')[0] ?? ''
  expect(document.getElementById(reasons)?.textContent).toBe(
    'is too short (minimum is 8 characters)',
  )
  expect(document.activeElement).toBe(screen.getByLabelText('Username'))
})

test('what the server refuses is said in its words, at the field', async () => {
  register({
    registerUser: () => refusal(409, 'email_taken', { email: ['has already been taken'] }),
  })
  expect(await messages()).toEqual(['email has already been taken'])
  expect(document.activeElement).toBe(screen.getByLabelText('Email'))
})

test.each([
  ['no network', () => Promise.reject(new TypeError('no network')), /^Unable to connect/],
  ['a failing server', async () => new Response('', { status: 500 }), /^The server failed/],
  ['an empty answer', async () => new Response('', { status: 201 }), /does not understand/],
  ['no JSON', async () => new Response('<html>', { status: 201 }), /does not understand/],
  [
    'another shape',
    async () => new Response('{"user":{}}', { status: 201 }),
    /does not understand/,
  ],
  [
    'a refusal without reasons',
    async () => new Response('', { status: 418 }),
    /does not understand/,
  ],
])('%s leaves the form as it was, with a reason', async (_, server, reason) => {
  registerAt(server)
  expect(await messages()).toEqual([expect.stringMatching(reason)])
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe('jake@example.test')
  expect(currentSession().state).toBe('unauthenticated')
})

test('a success signs in', async () => {
  register({})
  await waitFor(() => expect(currentSession().state).toBe('authenticated'))
  expect(localStorage.getItem('jwtToken')).toBe('token-of-jake')
})
