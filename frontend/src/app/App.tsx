import { useQueryClient } from '@tanstack/react-query'
import { Suspense, useMemo } from 'react'
import { useRouter } from 'wouter'
import { usePathname } from 'wouter/use-browser-location'
import { ErrorBoundary } from '../components/ErrorBoundary'
import { PageSkeleton } from '../components/PageSkeleton'
import { matchPage } from '../routing/matching'
import { RoutingContext } from '../routing/RoutingContext'
import { routes, userPage } from './features'
import { Layout } from './Layout'
import { NotFoundPage } from './NotFoundPage'
import { PageFailure } from './PageFailure'

export function App() {
  const pathname = usePathname()
  const client = useQueryClient()
  const { parser } = useRouter()
  const routing = useMemo(
    () => ({
      preload: (target: string) => {
        const match = matchPage(routes, parser, target)
        match?.page.preload()
        match?.page.prefetch(client, match.parameters)
      },
      userPage,
    }),
    [client, parser],
  )
  return (
    <RoutingContext value={routing}>
      <Layout>
        <ErrorBoundary resetKey={pathname} fallback={(error) => <PageFailure error={error} />}>
          <Suspense fallback={<PageSkeleton />}>
            <CurrentPage pathname={pathname} />
          </Suspense>
        </ErrorBoundary>
      </Layout>
    </RoutingContext>
  )
}

/** The key gives each combination of parameters a page with a state of its own. */
function CurrentPage({ pathname }: { readonly pathname: string }) {
  const match = matchPage(routes, useRouter().parser, pathname)
  if (match === undefined) return <NotFoundPage />
  const { page, parameters } = match
  return <page.Content key={page.staysMounted ? '' : JSON.stringify(parameters)} {...parameters} />
}
