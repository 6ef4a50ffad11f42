/** What tests of components need around them. */

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure as configureWaiting, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { configure } from '../api'
import type { User } from '../generated/types'
import { currentToken, signIn, signOut, tokenRefused } from '../session/session'

configureWaiting({ asyncUtilTimeout: 60_000 })
// The simulated browser has no layout to scroll.
Element.prototype.scrollIntoView = () => undefined

/** Render as the application does, signed in as that person or not at all. */
export function renderFor(viewer: User | undefined, element: ReactElement) {
  configure({ token: currentToken, onTokenRefused: tokenRefused })
  if (viewer) signIn(viewer)
  else signOut()
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(<QueryClientProvider client={client}>{element}</QueryClientProvider>)
}
