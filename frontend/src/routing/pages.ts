/** The pages of a feature: URL patterns, and code that loads on navigation. Each page is a separate chunk. */

import type { QueryClient } from '@tanstack/react-query'
import { type ComponentType, lazy } from 'react'
import type { StringRouteParams } from 'wouter'

/** The code of a page failed to load: no network, or a newer version was deployed. */
export class ChunkError extends Error {}

/** Parameters of a URL, decoded. */
export type PageParameters = Readonly<Record<string, string | undefined>>

export interface Page {
  /** Patterns of the router: `/dragons/:name`. */
  readonly paths: readonly string[]
  readonly Content: ComponentType<PageParameters>
  /** Load the code ahead of time. A failure is ignored here: opening the page reports the error. */
  readonly preload: () => void
  /** Request the data ahead of time. */
  readonly prefetch: (client: QueryClient, parameters: PageParameters) => void
  readonly staysMounted: boolean
}

interface PageOptions<Parameters> {
  /** Request the data of the page before a click: the pointer or the focus is on a link to the page. */
  readonly prefetch?: (client: QueryClient, parameters: Parameters) => unknown
  /** Whether other parameters change the props of the same component; by default, they mount a new one. */
  readonly staysMounted?: boolean
}

/** The page at one or several patterns. The parameters of the patterns are the props of the component. */
export function page<const Path extends string>(
  paths: Path | readonly Path[],
  load: () => Promise<{ readonly default: ComponentType<StringRouteParams<Path>> }>,
  { prefetch, staysMounted = false }: PageOptions<StringRouteParams<Path>> = {},
): Page {
  const loadChunk = () =>
    load().catch((cause: unknown) => {
      throw new ChunkError('a part of this page could not be loaded', { cause })
    })
  return {
    paths: typeof paths === 'string' ? [paths] : paths,
    // The router passes the parameters of the same patterns, which the compiler cannot see in a list of pages.
    Content: lazy(loadChunk) as unknown as ComponentType<PageParameters>,
    preload: () => void loadChunk().catch(() => undefined),
    prefetch: (client, parameters) => {
      prefetch?.(client, parameters as StringRouteParams<Path>)
    },
    staysMounted,
  }
}
