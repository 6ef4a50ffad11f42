import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { draftKeys, EMPTY_ARTICLE, isArticleDraft, isText, readDraft } from './drafts'
import { useDraft } from './useDraft'

const KEY = draftKeys.newArticle('jake')
const DRAFT = { ...EMPTY_ARTICLE, title: 'How to train' }

beforeEach(() => localStorage.clear())
afterEach(cleanup)

function renderDraft(key = KEY) {
  return renderHook(() => useDraft(key, EMPTY_ARTICLE, isArticleDraft))
}

test('a draft survives a reload, and is marked as restored', () => {
  const before = renderDraft()
  expect(before.result.current.restored).toBe(false)
  act(() => before.result.current.change(DRAFT))
  before.unmount()
  const after = renderDraft()
  expect(after.result.current.value).toEqual(DRAFT)
  expect(after.result.current.restored).toBe(true)
})

test('a draft belongs to one author and one article', () => {
  const { result: first } = renderDraft()
  act(() => first.current.change(DRAFT))
  expect(renderDraft(draftKeys.newArticle('jane')).result.current.value).toEqual(EMPTY_ARTICLE)
  expect(renderDraft(draftKeys.article('jake', 'a')).result.current.value).toEqual(EMPTY_ARTICLE)
})

test('discarding restores the original and deletes the stored draft', () => {
  const { result: first } = renderDraft()
  act(() => first.current.change(DRAFT))
  const { result } = renderDraft()
  act(() => result.current.discard())
  expect(result.current.value).toEqual(EMPTY_ARTICLE)
  expect(result.current.restored).toBe(false)
  expect(localStorage.length).toBe(0)
})

test('clearing deletes the stored draft', () => {
  const { result, unmount } = renderDraft()
  act(() => result.current.change(DRAFT))
  act(() => result.current.clear())
  unmount()
  expect(localStorage.length).toBe(0)
})

test('a value equal to the original is not stored', () => {
  const { result } = renderDraft()
  act(() => result.current.change(DRAFT))
  act(() => result.current.change(EMPTY_ARTICLE))
  expect(localStorage.length).toBe(0)
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"title":"x"}',
  '{"title":1,"description":"","body":"","tagList":[]}',
])('a stored %j is not an article draft, and is ignored', (stored) => {
  localStorage.setItem(KEY, stored)
  expect(readDraft(KEY, isArticleDraft)).toBeUndefined()
})

test('an unposted comment is stored as text', () => {
  const key = draftKeys.comment('jake', 'a-slug')
  const { result } = renderHook(() => useDraft(key, '', isText))
  act(() => result.current.change('Thank'))
  expect(readDraft(key, isText)).toBe('Thank')
})
