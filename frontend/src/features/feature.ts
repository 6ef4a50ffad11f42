/** The exports of a feature that the application finds by the names of their files: `routes.ts` and `errors.ts`. */

import type { Explanations } from '../api'
import type { IconName } from '../components/Icon'
import type { Page } from '../routing/pages'

/** The default export of `routes.ts`. */
export interface FeatureRoutes {
  readonly pages: readonly Page[]
  readonly navigation?: readonly NavigationItem[]
  /** The URL of the page about a user: the username in the navigation bar links to this page. */
  readonly userPage?: (username: string) => string
}

/** A link of the navigation bar. */
export interface NavigationItem {
  readonly label: string
  readonly to: string
  readonly icon?: IconName
  /** Items have ascending positions. */
  readonly position: number
  readonly visibleTo: 'everyone' | 'users' | 'anonymous'
}

/** The default export of `errors.ts`: sentences for the error codes of the feature's operations. */
export type FeatureErrors = Explanations
