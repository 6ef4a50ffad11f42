import { createContext, useContext } from 'react'
import { paths } from './paths'

/** What links and pages know about the pages of other features. */
export interface Routing {
  /** Load the page of a pathname ahead of time. */
  readonly preload: (pathname: string) => void
  /** The URL of the page about a user. */
  readonly userPage: (username: string) => string
}

export const RoutingContext = createContext<Routing>({
  preload: () => undefined,
  userPage: () => paths.settings,
})

export function useRouting(): Routing {
  return useContext(RoutingContext)
}
