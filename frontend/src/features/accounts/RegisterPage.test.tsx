import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handlers } from '../../mocks/handlers'
import { createMockFetch, errorResponse, type Handlers } from '../../mocks/server'
import { currentSession } from '../../session/session'
import { renderFor } from '../../testing/render'
import { handlers as accountHandlers } from './mocks'
import RegisterPage from './RegisterPage'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const VALUES = { Username: 'jake', Email: 'jake@example.test', Password: 'it takes a jacobian' }

function register(changes: Partial<Handlers>, values: Record<string, string> = VALUES) {
  registerWith(createMockFetch({ ...handlers, ...changes }), values)
}

function registerWith(fetch: typeof globalThis.fetch, values: Record<string, string> = VALUES) {
  vi.stubGlobal('fetch', fetch)
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

test('an invalid form is not sent, and every invalid field has a message', async () => {
  const registerUser = vi.fn(accountHandlers.registerUser)
  register({ registerUser }, { Username: ' ', Email: 'nobody', Password: 'short' })
  expect(await messages()).toEqual([
    expect.stringMatching(/^username /),
    expect.stringMatching(/^email /),
    'password is too short (minimum is 8 characters)',
  ])
  expect(registerUser).not.toHaveBeenCalled()
  const password = screen.getByLabelText('Password')
  expect(password.getAttribute('aria-invalid')).toBe('true')
  const messagesId = password.getAttribute('aria-describedby')?.split(' ')[0] ?? ''
  expect(document.getElementById(messagesId)?.textContent).toBe(
    'is too short (minimum is 8 characters)',
  )
  expect(document.activeElement).toBe(screen.getByLabelText('Username'))
})

test('messages of the server are shown, and the field has the focus', async () => {
  register({
    registerUser: () => errorResponse(409, 'email_taken', { email: ['has already been taken'] }),
  })
  expect(await messages()).toEqual(['email has already been taken'])
  expect(document.activeElement).toBe(screen.getByLabelText('Email'))
})

test.each([
  ['no network', () => Promise.reject(new TypeError('no network')), /^Unable to connect/],
  ['a failing server', async () => new Response('', { status: 500 }), /^The server failed/],
  ['an empty response', async () => new Response('', { status: 201 }), /does not understand/],
  ['no JSON', async () => new Response('<html>', { status: 201 }), /does not understand/],
  [
    'another shape',
    async () => new Response('{"user":{}}', { status: 201 }),
    /does not understand/,
  ],
  [
    'a 4xx without an error body',
    async () => new Response('', { status: 418 }),
    /does not understand/,
  ],
])('%s leaves the form unchanged, with a message', async (_, fetch, message) => {
  registerWith(fetch)
  expect(await messages()).toEqual([expect.stringMatching(message)])
  expect(screen.getByLabelText<HTMLInputElement>('Email').value).toBe('jake@example.test')
  expect(currentSession().state).toBe('unauthenticated')
})

test('a success signs in', async () => {
  register({})
  await waitFor(() => expect(currentSession().state).toBe('authenticated'))
  expect(localStorage.getItem('jwtToken')).toBe('token-of-jake')
})
