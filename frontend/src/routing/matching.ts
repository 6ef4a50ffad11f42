/** The page of a URL, found by the router's matcher. */

import { matchRoute, type Parser } from 'wouter'
import type { Page, PageParameters } from './pages'

export interface PageMatch {
  readonly page: Page
  readonly parameters: PageParameters
}

/** A pattern with its page. */
type Route = readonly [path: string, page: Page]

/** The patterns of all pages, in the order in which a URL is compared: a name comes before a parameter. */
export function sortRoutes(pages: readonly Page[]): readonly Route[] {
  const routes = pages.flatMap((page) => page.paths.map((path): Route => [path, page]))
  return routes.toSorted(([one], [other]) => (sortKey(one) < sortKey(other) ? -1 : 1))
}

const LAST_CHARACTER = '\uffff'

function sortKey(path: string): string {
  return path.replaceAll(':', LAST_CHARACTER)
}

/** The page of a percent-encoded pathname, undefined without one. */
export function matchPage(
  routes: readonly Route[],
  parser: Parser,
  pathname: string,
): PageMatch | undefined {
  for (const [path, page] of routes) {
    const [matches, encoded] = matchRoute(parser, path, pathname)
    const parameters = matches ? decode(encoded) : undefined
    if (parameters) return { page, parameters }
  }
  return undefined
}

/**
 * Decode each parameter separately, because a name may contain an encoded slash, which is not a separator. The result
 * is undefined for an invalid encoding.
 */
function decode(encoded: PageParameters): PageParameters | undefined {
  try {
    return Object.fromEntries(
      Object.entries(encoded).map(([name, value]) => [name, value && decodeURIComponent(value)]),
    )
  } catch {
    return undefined
  }
}
