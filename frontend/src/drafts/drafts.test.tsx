import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { draftKey, readDraft } from './drafts'
import { useDraft } from './useDraft'

interface Letter {
  readonly to: string
  readonly text: string
}

const KEY = draftKey('jake', 'letter')
const EMPTY: Letter = { to: '', text: '' }
const DRAFT = { ...EMPTY, text: 'Dear Jane' }

function isLetter(value: unknown): value is Letter {
  return typeof value === 'object' && value !== null && 'to' in value && 'text' in value
}

beforeEach(() => localStorage.clear())
afterEach(cleanup)

function renderDraft(key = KEY) {
  return renderHook(() => useDraft(key, EMPTY, isLetter))
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

test('a draft belongs to one author and one form', () => {
  const { result: first } = renderDraft()
  act(() => first.current.change(DRAFT))
  expect(renderDraft(draftKey('jane', 'letter')).result.current.value).toEqual(EMPTY)
  expect(renderDraft(draftKey('jake', 'note')).result.current.value).toEqual(EMPTY)
})

test('discarding restores the original and deletes the stored draft', () => {
  const { result: first } = renderDraft()
  act(() => first.current.change(DRAFT))
  const { result } = renderDraft()
  act(() => result.current.discard())
  expect(result.current.value).toEqual(EMPTY)
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
  act(() => result.current.change(EMPTY))
  expect(localStorage.length).toBe(0)
})

test.each(['', '{', 'null', '[]', '{"to":"x"}'])(
  'a stored %j is not valid, and is ignored',
  (stored) => {
    localStorage.setItem(KEY, stored)
    expect(readDraft(KEY, isLetter)).toBeUndefined()
  },
)
