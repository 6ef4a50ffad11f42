/** Drafts, stored in the browser until published or discarded. */

import type { NewArticle } from '../generated/types'

/** An unpublished article: all fields of the form are present and may be empty. */
export type ArticleDraft = Required<Pick<NewArticle, 'title' | 'description' | 'body' | 'tagList'>>

export const EMPTY_ARTICLE: ArticleDraft = { title: '', description: '', body: '', tagList: [] }

/** The localStorage key of a draft, with the username: several users may share a browser. */
export type DraftKey = `draft:${string}`

export const draftKeys = {
  newArticle: (username: string): DraftKey => `draft:${username}/article`,
  article: (username: string, slug: string): DraftKey => `draft:${username}/article/${slug}`,
  comment: (username: string, slug: string): DraftKey => `draft:${username}/comment/${slug}`,
}

/** The stored draft; undefined without a valid draft. */
export function readDraft<T>(
  key: DraftKey,
  isValid: (value: unknown) => value is T,
): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isValid(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function storeDraft(key: DraftKey, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // The storage is full or forbidden; the page still has the text.
  }
}

export function discardDraft(key: DraftKey): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // The storage is forbidden, so no draft is stored.
  }
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

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}
