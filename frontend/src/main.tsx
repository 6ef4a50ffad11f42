import './styles/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { configure } from './api'
import { App } from './app/App'
import { explanations } from './app/features'
import { PageFailure } from './app/PageFailure'
import { createQueryClient, refetchOnTokenChange } from './app/queryClient'
import { ErrorBoundary } from './components/ErrorBoundary'
import { watchNavigation } from './routing/navigation'
import { currentToken, startSession, tokenRejected } from './session/session'

configure({
  baseUrl: apiBaseUrl(),
  token: currentToken,
  onTokenRejected: tokenRejected,
  explanations,
})
// The code of a feature that runs before the first page.
import.meta.glob('./features/*/start.ts', { eager: true })
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
