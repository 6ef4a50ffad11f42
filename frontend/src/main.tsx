import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { configure } from './api'
import { App } from './app/App'
import { watchNavigation } from './app/arrival'
import { ErrorBoundary } from './app/ErrorBoundary'
import { PageFailure } from './app/PageFailure'
import { preload } from './app/pages'
import { placeOf } from './app/paths'
import { askAgainForOthers, createQueryClient } from './app/queryClient'
import { exposeSession } from './session/debug'
import { currentToken, startSession, tokenRefused } from './session/session'

configure({ baseUrl: apiBaseUrl(), token: currentToken, onTokenRefused: tokenRefused })
preload(placeOf(window.location.pathname).page)
exposeSession()
startSession()
watchNavigation()

const queryClient = createQueryClient()
askAgainForOthers(queryClient)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ErrorBoundary attempt="" fallback={(error) => <PageFailure error={error} />}>
        <App />
      </ErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
)

/** Where the API is: what the page says at run time, else what the build was told, else beside the page. */
function apiBaseUrl(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="api-base-url"]')
  return meta?.content || import.meta.env['VITE_API_URL'] || '/api'
}
