import { expect, test } from 'vitest'
import { ErrorBody } from '../generated/schemas'
import { ApiError } from './error'
import { explain } from './explain'
import { resolve } from './schema'

test('every code of the contract has a text that is a sentence', () => {
  const body = resolve(ErrorBody)
  const code = body.kind === 'object' && body.properties['code'] && resolve(body.properties['code'])
  const codes = code && code.kind === 'enum' ? code.values : []
  expect(codes.length).toBeGreaterThan(10)
  for (const one of codes) {
    expect(explain(new ApiError('rejected', '', { code: one as never }))).toMatch(/^[A-Z].*\.$/)
  }
})

test.each([
  [new ApiError('unavailable', ''), 'Unable to connect. Check your connection and try again.'],
  [
    new ApiError('unavailable', '', { status: 502, requestId: 'r1' }),
    'The server failed. If you report it, quote r1.',
  ],
  [
    new ApiError('malformed', '', { status: 200 }),
    'The server answered something that this page does not understand. Reload it and try again.',
  ],
  [new ApiError('rejected', '', { status: 418 }), 'The server refused this.'],
  [new Error('a bug'), 'Something went wrong on this page. Reload it and try again.'],
])('%s is explained', (error, text) => {
  expect(explain(error)).toBe(text)
})
