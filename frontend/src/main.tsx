import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { configure } from './api'
import { App } from './app/App'
import { ErrorBoundary } from './app/ErrorBoundary'
import { watchNavigation } from './app/navigation'
import { PageFailure } from './app/PageFailure'
import { preload } from './app/pages'
import { parseRoute } from './app/paths'
import { createQueryClient, refetchOnTokenChange } from './app/queryClient'
import { exposeSession } from './session/debug'
import { currentToken, startSession, tokenRejected } from './session/session'

configure({ baseUrl: apiBaseUrl(), token: currentToken, onTokenRejected: tokenRejected })
preload(parseRoute(window.location.pathname).page)
exposeSession()
startSession()
watchNavigation()

const queryClient = createQueryClient()
refetchOnTokenChange(queryClient)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ErrorBoundary resetKey="" fallback={(error) => <PageFailure error={error} />}>
        <App />
      </ErrorBoundary>
    </QueryClientProvider>
  </StrictMode>,
)

/** The URL of the API: from the page's meta element, else from the build's environment, else `/api`. */
function apiBaseUrl(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="api-base-url"]')
  return meta?.content || import.meta.env['VITE_API_URL'] || '/api'
}
