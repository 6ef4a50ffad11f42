import { expect, test } from 'vitest'
import { ApiError } from '../api/error'
import type { Schema } from '../api/schema'
import { CredentialsFields, NewUserFields, UserChangesFields } from '../generated/constraints'
import { NewUser } from '../generated/schemas'
import { check, formErrorsOf, inputProps, toSentences } from '.'

test('an input has the constraints of the contract, and accepts every text that the server accepts', () => {
  expect(inputProps(NewUserFields.password)).toEqual({
    required: true,
    minLength: 8,
    maxLength: 512,
  })
  expect(inputProps(UserChangesFields.bio)).toEqual({ maxLength: 4000 })
  expect(inputProps({ required: true, minimum: 1, maximum: 9 })).toEqual({ min: 1, max: 9 })
})

test('a form has the same messages by field as the server', () => {
  expect(check(NewUser, { username: 'a/b', email: 'jake', password: 'short' })).toEqual({
    username: ['must not contain slashes, control characters, or spaces at its ends or in a row'],
    email: ['must look like name@domain'],
    password: ['is too short (minimum is 8 characters)'],
  })
})

test('the same message for several items is listed once', () => {
  const names: Schema = {
    kind: 'object',
    properties: { names: { kind: 'array', items: { kind: 'string', pattern: '\\S' } } },
    required: ['names'],
  }
  expect(check(names, { names: ['', ' '] })).toEqual({ names: ["can't be blank"] })
})

test('code points are counted, not UTF-16 units', () => {
  const user = { username: 'jake', email: 'jake@example.test', password: '🐉'.repeat(256) }
  expect(check(NewUser, user)).toEqual({})
  expect(check(NewUser, { ...user, password: '🐉'.repeat(257) })).toEqual({
    password: ['is too long (maximum is 256 characters)'],
  })
})

test('messages of the server belong to the fields of the form', () => {
  const errors = { email: ['has already been taken'] }
  const taken = new ApiError('rejected', '', { status: 409, code: 'email_taken', errors })
  expect(formErrorsOf(taken, NewUserFields)).toEqual({ fields: errors, general: [] })
  const { password } = CredentialsFields
  expect(formErrorsOf(taken, { password })).toEqual({
    fields: {},
    general: ['Email has already been taken.'],
  })
})

test('an error without messages is explained for the whole form', () => {
  expect(formErrorsOf(new ApiError('unavailable', ''), NewUserFields)).toEqual({
    fields: {},
    general: ['Unable to connect. Check your connection and try again.'],
  })
})

test('messages become sentences', () => {
  expect(toSentences({ name: ["can't be blank"], text: ['is missing'] })).toEqual([
    "name can't be blank",
    'text is missing',
  ])
})
