/** Rendering in tests of components. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure as configureWaiting, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { configure } from '../api'
import { explanations } from '../app/features'
import type { User } from '../generated/types'
import { currentToken, signIn, signOut, tokenRejected } from '../session/session'

configureWaiting({ asyncUtilTimeout: 60_000 })
// jsdom has no layout, and no scrollIntoView.
Element.prototype.scrollIntoView = () => undefined

/** Render with the application's context, signed in as the viewer, or signed out without one. */
export function renderFor(viewer: User | undefined, element: ReactElement) {
  configure({ token: currentToken, onTokenRejected: tokenRejected, explanations })
  if (viewer) signIn(viewer)
  else signOut()
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(<QueryClientProvider client={client}>{element}</QueryClientProvider>)
}
