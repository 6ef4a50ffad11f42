import { type DraftKey, draftKey } from '../../drafts/drafts'

/** The draft of a comment on an article. */
export function commentDraft(username: string, slug: string): DraftKey {
  return draftKey(username, `comment/${slug}`)
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}
