/** Drafts, stored in the browser until published or discarded. */

/** The localStorage key of a draft, with the username: several users may share a browser. */
export type DraftKey = `draft:${string}`

export function draftKey(username: string, form: string): DraftKey {
  return `draft:${username}/${form}`
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
