import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api'
import { currentToken, subscribe } from '../session/session'

const SECOND = 1000

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30 * SECOND,
        // One more try is worth it where the server may recover; a refusal stays a refusal.
        retry: (failures, error) =>
          failures < 1 && error instanceof ApiError && error.kind === 'unavailable',
        retryDelay: SECOND / 2,
        // Without a network a request shall fail with a reason, not wait without one.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** What the server says depends on who asks: ask again when that changes. Returns how to stop. */
export function askAgainForOthers(client: QueryClient): () => void {
  let asker = currentToken()
  return subscribe(() => {
    if (currentToken() === asker) return
    asker = currentToken()
    client.removeQueries({ type: 'inactive' })
    void client.invalidateQueries()
  })
}
