/** Short messages about the result of an action, also for screen readers. */

export interface Notice {
  readonly id: number
  readonly kind: 'done' | 'problem'
  readonly text: string
}

let notices: readonly Notice[] = []
let nextId = 1
const listeners = new Set<() => void>()

function setNotices(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

export function currentNotices(): readonly Notice[] {
  return notices
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Add a notice. A notice with the same text is replaced. */
export function notify(kind: Notice['kind'], text: string): void {
  setNotices([...notices.filter((notice) => notice.text !== text), { id: nextId++, kind, text }])
}

export function dismiss(id: number): void {
  setNotices(notices.filter((notice) => notice.id !== id))
}
