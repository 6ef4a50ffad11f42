import { expect, test } from 'vitest'
import { ApiError } from '../api/error'
import { NewArticleFields, NewUserFields, UserChangesFields } from '../generated/constraints'
import { NewArticle, NewUser } from '../generated/schemas'
import { check, inputProps, refusalOf, sentences } from '.'

test('an input is constrained as the contract says, and refuses nothing that the server accepts', () => {
  expect(inputProps(NewUserFields.password)).toEqual({
    required: true,
    minLength: 8,
    maxLength: 512,
  })
  expect(inputProps(UserChangesFields.bio)).toEqual({ maxLength: 4000 })
  expect(inputProps({ required: true, minimum: 1, maximum: 9 })).toEqual({ min: 1, max: 9 })
})

test('a form is told what the server would say, by field', () => {
  expect(check(NewUser, { username: 'a/b', email: 'jake', password: 'short' })).toEqual({
    username: ['must not contain slashes, control characters, or spaces at its ends or in a row'],
    email: ['must look like name@domain'],
    password: ['is too short (minimum is 8 characters)'],
  })
})

test('the same reason for several items is said once', () => {
  const article = { title: 'a', description: 'b', body: 'c', tagList: ['', ' '] }
  expect(check(NewArticle, article)).toEqual({ tagList: ["can't be blank"] })
})

test('code points are counted, not UTF-16 units', () => {
  const article = { title: '🐉'.repeat(200), description: 'b', body: 'c' }
  expect(check(NewArticle, article)).toEqual({})
  expect(check(NewArticle, { ...article, title: '🐉'.repeat(201) })).toEqual({
    title: ['is too long (maximum is 200 characters)'],
  })
})

test('reasons of the server go to the fields that the form has', () => {
  const errors = { email: ['has already been taken'] }
  const taken = new ApiError('refused', '', { status: 409, code: 'email_taken', errors })
  expect(refusalOf(taken, NewUserFields)).toEqual({ fields: errors, general: [] })
  expect(refusalOf(taken, NewArticleFields)).toEqual({
    fields: {},
    general: ['Another account has this e-mail address.'],
  })
})

test('a failure without reasons is explained for the whole form', () => {
  expect(refusalOf(new ApiError('unavailable', ''), NewArticleFields)).toEqual({
    fields: {},
    general: ['Unable to connect. Check your connection and try again.'],
  })
})

test('reasons become sentences', () => {
  expect(sentences({ title: ["can't be blank"], body: ['is missing'] })).toEqual([
    "title can't be blank",
    'body is missing',
  ])
})
