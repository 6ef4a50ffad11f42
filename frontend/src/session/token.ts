/** The token, where browser suites and other tabs look for it. */

const KEY = 'jwtToken'

export function storedToken(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    // A browser that refuses to store anything has no session that lasts.
    return null
  }
}

export function storeToken(token: string | null): void {
  try {
    if (token === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, token)
  } catch {
    // Signed in until the page is left.
  }
}

/** Calls back when another tab signs in or out. */
export function onTokenChangedElsewhere(changed: () => void): () => void {
  const notice = (event: StorageEvent) => {
    // The key is null when everything was cleared.
    if (event.key === KEY || event.key === null) changed()
  }
  window.addEventListener('storage', notice)
  return () => window.removeEventListener('storage', notice)
}
