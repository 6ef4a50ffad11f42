/** What somebody was writing, kept in this browser until it is published or discarded. */

import type { NewArticle } from '../generated/types'

/** An article being written: every field is there, however empty. */
export type ArticleDraft = Required<NewArticle>

export const BLANK_ARTICLE: ArticleDraft = { title: '', description: '', body: '', tagList: [] }

/** One place for one text; a draft is its author's only, whoever uses the browser next. */
export type DraftKey = `draft:${string}`

export const draftKeys = {
  newArticle: (username: string): DraftKey => `draft:${username}/article`,
  article: (username: string, slug: string): DraftKey => `draft:${username}/article/${slug}`,
  comment: (username: string, slug: string): DraftKey => `draft:${username}/comment/${slug}`,
}

/** The text that is kept there, or undefined where there is none that `accepts` knows. */
export function readDraft<T>(
  key: DraftKey,
  accepts: (value: unknown) => value is T,
): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return accepts(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function keepDraft(key: DraftKey, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Full or forbidden: the text still is on the page.
  }
}

export function discardDraft(key: DraftKey): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Nothing is kept where nothing may be stored.
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
