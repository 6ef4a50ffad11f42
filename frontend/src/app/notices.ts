/** Short words about what just happened, for eyes and screen readers alike. */

export interface Notice {
  readonly id: number
  readonly kind: 'done' | 'problem'
  readonly text: string
}

let notices: readonly Notice[] = []
let nextId = 1
const listeners = new Set<() => void>()

function become(next: readonly Notice[]): void {
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

/** Say something; saying the same again replaces it. */
export function notify(kind: Notice['kind'], text: string): void {
  become([...notices.filter((notice) => notice.text !== text), { id: nextId++, kind, text }])
}

export function dismiss(id: number): void {
  become(notices.filter((notice) => notice.id !== id))
}
