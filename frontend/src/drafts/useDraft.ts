import { useState } from 'react'
import { type DraftKey, discardDraft, readDraft, storeDraft } from './drafts'

export interface Draft<T> {
  readonly value: T
  readonly change: (value: T) => void
  /** Whether the initial value is a stored draft. */
  readonly restored: boolean
  /** Restore the original and delete the stored draft. */
  readonly discard: () => void
  /** Delete the stored draft after publishing. */
  readonly clear: () => void
}

/**
 * A value that survives a reload. A value that differs from the original is stored at once. The component needs a React
 * key for each draft, because the hook reads the stored draft only once.
 */
export function useDraft<T>(
  key: DraftKey,
  original: T,
  isValid: (value: unknown) => value is T,
): Draft<T> {
  const [stored] = useState(() => readDraft(key, isValid))
  const [initial] = useState(original)
  const [value, setValue] = useState(stored ?? initial)
  const [restored, setRestored] = useState(stored !== undefined)

  // Stored at once, not in an effect: the component may be unmounted before a request fails.
  function change(next: T) {
    if (JSON.stringify(next) === JSON.stringify(initial)) discardDraft(key)
    else storeDraft(key, next)
    setValue(next)
  }

  function discard() {
    change(initial)
    setRestored(false)
  }

  return { value, change, restored, discard, clear: () => discardDraft(key) }
}
