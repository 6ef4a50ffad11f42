/** The token in localStorage, under the key that browser test suites and other tabs read. */

const KEY = 'jwtToken'

export function storedToken(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    // Without storage, no session survives a reload.
    return null
  }
}

export function storeToken(token: string): void {
  try {
    localStorage.setItem(KEY, token)
  } catch {
    // Without storage, the user is signed in until the next reload.
  }
}

export function removeToken(): void {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Without storage, no token is stored.
  }
}

/** Call the listener when another tab signs in or out. Returns how to stop. */
export function onTokenChangedInOtherTab(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    // The key is null after `localStorage.clear()`.
    if (event.key === KEY || event.key === null) listener()
  }
  window.addEventListener('storage', onStorage)
  return () => window.removeEventListener('storage', onStorage)
}
