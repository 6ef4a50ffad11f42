/** The settings of the API client. */
export interface Settings {
  /** The server's URL, with or without the `/api` that all paths begin with: `/api`, `https://api.example.test`. */
  readonly baseUrl: string
  /** Returns the token to send, null without one. */
  readonly token: () => string | null
  /** Called with a token that the server rejected. The page may have a newer token already. */
  readonly onTokenRejected: (token: string) => void
  /** The maximum time until the response is complete, in milliseconds. */
  readonly timeout: number
}

let current: Settings = {
  baseUrl: '/api',
  token: () => null,
  onTokenRejected: () => undefined,
  timeout: 15_000,
}

/** Change some of the client's settings. */
export function configure(changes: Partial<Settings>): void {
  current = { ...current, ...changes }
}

export function settings(): Settings {
  return current
}
