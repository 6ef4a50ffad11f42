import { useState } from 'react'
import { type DraftKey, discardDraft, keepDraft, readDraft } from './drafts'

export interface Draft<T> {
  readonly value: T
  readonly change: (value: T) => void
  /** Whether the value at first came from an earlier visit. */
  readonly restored: boolean
  /** Forget what was typed and begin again. */
  readonly discard: () => void
  /** Forget what is stored: it was published. */
  readonly clear: () => void
}

/**
 * A value that survives a reload, kept as soon as it differs from the original. Give the component
 * that uses it a React key, so that another draft starts another component.
 */
export function useDraft<T>(
  key: DraftKey,
  original: T,
  accepts: (value: unknown) => value is T,
): Draft<T> {
  const [found] = useState(() => readDraft(key, accepts))
  const [start] = useState(original)
  const [value, setValue] = useState(found ?? start)
  const [restored, setRestored] = useState(found !== undefined)

  // Stored at once, not in an effect: the component may be gone when a request comes back refused.
  function change(next: T) {
    if (JSON.stringify(next) === JSON.stringify(start)) discardDraft(key)
    else keepDraft(key, next)
    setValue(next)
  }

  function discard() {
    change(start)
    setRestored(false)
  }

  return { value, change, restored, discard, clear: () => discardDraft(key) }
}
