/** What the client needs to know of the page that it works for. */
export interface Settings {
  /** Where the server is, with or without the `/api` that all paths begin with: `/api`, `https://api.example.test`. */
  readonly baseUrl: string
  /** The token to send, if there is one. */
  readonly token: () => string | null
  /** Told when the server no longer takes a token. It may be an older one than the page has by now. */
  readonly onTokenRefused: (token: string) => void
  /** How long to wait for an answer, in milliseconds. */
  readonly timeout: number
}

let current: Settings = {
  baseUrl: '/api',
  token: () => null,
  onTokenRefused: () => undefined,
  timeout: 15_000,
}

/** Change some of the settings of the client. */
export function configure(changes: Partial<Settings>): void {
  current = { ...current, ...changes }
}

export function settings(): Settings {
  return current
}
