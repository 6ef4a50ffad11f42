import { type DraftKey, draftKey } from '../../drafts/drafts'
import type { NewArticle } from '../../generated/types'

/** An unpublished article: all fields of the form are present and may be empty. */
export type ArticleDraft = Required<Pick<NewArticle, 'title' | 'description' | 'body' | 'tagList'>>

export const EMPTY_ARTICLE: ArticleDraft = { title: '', description: '', body: '', tagList: [] }

export const articleDrafts = {
  newArticle: (username: string): DraftKey => draftKey(username, 'article'),
  article: (username: string, slug: string): DraftKey => draftKey(username, `article/${slug}`),
}

export function isArticleDraft(value: unknown): value is ArticleDraft {
  if (typeof value !== 'object' || value === null) return false
  const { title, description, body, tagList } = value as Record<string, unknown>
  return (
    [title, description, body].every((text) => typeof text === 'string') &&
    Array.isArray(tagList) &&
    tagList.every((tag) => typeof tag === 'string')
  )
}
