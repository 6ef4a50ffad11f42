import type { ErrorCode } from '../generated/errors'

/** A sentence for the user by error code. */
export type Explanations = Readonly<Partial<Record<ErrorCode, string>>>

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
  /** Sentences for the error codes of resources. */
  readonly explanations: Explanations
}

let current: Settings = {
  baseUrl: '/api',
  token: () => null,
  onTokenRejected: () => undefined,
  timeout: 15_000,
  explanations: {},
}

/** Change some of the client's settings. */
export function configure(changes: Partial<Settings>): void {
  current = { ...current, ...changes }
}

export function settings(): Settings {
  return current
}
