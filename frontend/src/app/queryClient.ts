import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '../api'
import { currentToken, subscribe } from '../session/session'

const SECOND = 1000

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30 * SECOND,
        // One retry, only where the server may recover: an error response would be the same again.
        retry: (failures, error) =>
          failures < 1 && error instanceof ApiError && error.kind === 'unavailable',
        retryDelay: SECOND / 2,
        // Without a network, a request fails with an error instead of waiting.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Refetch when the token changes, because responses depend on the current user. Returns how to stop. */
export function refetchOnTokenChange(client: QueryClient): () => void {
  let token = currentToken()
  return subscribe(() => {
    if (currentToken() === token) return
    token = currentToken()
    client.removeQueries({ type: 'inactive' })
    void client.invalidateQueries()
  })
}
