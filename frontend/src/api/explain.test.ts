import { afterEach, expect, test } from 'vitest'
import { ApiError } from './error'
import { explain } from './explain'
import { configure } from './settings'

afterEach(() => configure({ explanations: {} }))

test.each([
  [new ApiError('unavailable', ''), 'Unable to connect. Check your connection and try again.'],
  [
    new ApiError('unavailable', '', { status: 502, requestId: 'r1' }),
    'The server failed. If you report it, quote r1.',
  ],
  [
    new ApiError('unavailable', '', { status: 503, code: 'unavailable', requestId: 'r1' }),
    'The server is busy. Try again in a moment.',
  ],
  [
    new ApiError('malformed', '', { status: 200 }),
    'The server answered something that this page does not understand. Reload it and try again.',
  ],
  [new ApiError('rejected', '', { status: 418 }), 'The server refused this.'],
  [
    new ApiError('rejected', '', { status: 401, code: 'token_invalid' }),
    'You are signed out. Sign in and try again.',
  ],
  [new Error('a bug'), 'Something went wrong on this page. Reload it and try again.'],
])('%s is explained', (error, text) => {
  expect(explain(error)).toBe(text)
})

test('a code of a resource has the sentence of its feature', () => {
  const error = new ApiError('rejected', '', { status: 409, code: 'email_taken' })
  configure({ explanations: { email_taken: 'Another dragon has this address.' } })
  expect(explain(error)).toBe('Another dragon has this address.')
})

test('a code without a sentence is explained by the messages of the server', () => {
  const errors = { sleeping_dragon: ['is awake', 'is not found'], name: ['is taken'] }
  const error = new ApiError('rejected', '', { status: 404, code: 'email_taken', errors })
  expect(explain(error)).toBe(
    'Sleeping dragon is awake; sleeping dragon is not found; name is taken.',
  )
})
