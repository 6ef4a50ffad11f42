import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BLANK_ARTICLE, draftKeys, isArticleDraft, isText, readDraft } from './drafts'
import { useDraft } from './useDraft'

const KEY = draftKeys.newArticle('jake')
const WRITTEN = { ...BLANK_ARTICLE, title: 'How to train' }

beforeEach(() => localStorage.clear())
afterEach(cleanup)

function write(key = KEY) {
  return renderHook(() => useDraft(key, BLANK_ARTICLE, isArticleDraft))
}

test('what was typed survives a reload, and is said to be restored', () => {
  const before = write()
  expect(before.result.current.restored).toBe(false)
  act(() => before.result.current.change(WRITTEN))
  before.unmount()
  const after = write()
  expect(after.result.current.value).toEqual(WRITTEN)
  expect(after.result.current.restored).toBe(true)
})

test('a draft is of one author and one article', () => {
  const { result: first } = write()
  act(() => first.current.change(WRITTEN))
  expect(write(draftKeys.newArticle('jane')).result.current.value).toEqual(BLANK_ARTICLE)
  expect(write(draftKeys.article('jake', 'a')).result.current.value).toEqual(BLANK_ARTICLE)
})

test('discarding begins again and forgets', () => {
  const { result: first } = write()
  act(() => first.current.change(WRITTEN))
  const { result } = write()
  act(() => result.current.discard())
  expect(result.current.value).toEqual(BLANK_ARTICLE)
  expect(result.current.restored).toBe(false)
  expect(localStorage.length).toBe(0)
})

test('publishing forgets what is stored', () => {
  const { result, unmount } = write()
  act(() => result.current.change(WRITTEN))
  act(() => result.current.clear())
  unmount()
  expect(localStorage.length).toBe(0)
})

test('what is as it was is no draft', () => {
  const { result } = write()
  act(() => result.current.change(WRITTEN))
  act(() => result.current.change(BLANK_ARTICLE))
  expect(localStorage.length).toBe(0)
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"title":"x"}',
  '{"title":1,"description":"","body":"","tagList":[]}',
])('a stored %j is no article, and is passed over', (stored) => {
  localStorage.setItem(KEY, stored)
  expect(readDraft(KEY, isArticleDraft)).toBeUndefined()
})

test('a comment that was not posted is kept as text', () => {
  const key = draftKeys.comment('jake', 'a-slug')
  const { result } = renderHook(() => useDraft(key, '', isText))
  act(() => result.current.change('Thank'))
  expect(readDraft(key, isText)).toBe('Thank')
})
