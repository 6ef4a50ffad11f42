/** The features, found by location: a folder in `features/` is part of the application, without a registration. */

import type { FeatureErrors, FeatureRoutes, NavigationItem } from '../features/feature'
import { sortRoutes } from '../routing/matching'
import { paths } from '../routing/paths'

interface Module<Export> {
  readonly default: Export
}

// The compiler does not check the types of a glob: each file has `satisfies`, and features.test.ts looks for it.
const routeModules = import.meta.glob<Module<FeatureRoutes>>('../features/*/routes.ts', {
  eager: true,
})
const errorModules = import.meta.glob<Module<FeatureErrors>>('../features/*/errors.ts', {
  eager: true,
})

const features = sortedExports(routeModules)

/** All pages, by pattern. */
export const routes = sortRoutes(features.flatMap(({ pages }) => pages))

/** The items of the navigation bar, by position. */
export const navigation: readonly NavigationItem[] = features
  .flatMap(({ navigation = [] }) => navigation)
  .toSorted((one, other) => one.position - other.position)

/** The URL of the page about a user; the settings, if no feature has such a page. */
export const userPage =
  features.find(({ userPage }) => userPage !== undefined)?.userPage ?? (() => paths.settings)

/** Sentences for error codes. */
export const explanations: FeatureErrors = Object.assign({}, ...sortedExports(errorModules))

/** The default exports, by the names of the files. */
function sortedExports<Export>(
  modules: Readonly<Record<string, Module<Export>>>,
): readonly Export[] {
  return Object.keys(modules)
    .toSorted()
    .flatMap((path) => modules[path]?.default ?? [])
}
