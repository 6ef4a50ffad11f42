import { expect, test } from 'vitest'
import { EMPTY_ARTICLE, isArticleDraft } from './drafts'

test('an unpublished article is a draft', () => {
  expect(isArticleDraft({ ...EMPTY_ARTICLE, tagList: ['dragons'] })).toBe(true)
})

test.each([
  '',
  null,
  [],
  { title: 'x' },
  { title: 1, description: '', body: '', tagList: [] },
  { ...EMPTY_ARTICLE, tagList: [1] },
])('%j is not a draft of an article', (stored) => {
  expect(isArticleDraft(stored)).toBe(false)
})
