import { Suspense } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { ErrorBoundary } from './ErrorBoundary'
import { Layout } from './Layout'
import { PageFailure } from './PageFailure'
import { PageSkeleton } from './PageSkeleton'
import * as pages from './pages'
import { parseRoute, type Route } from './paths'

export function App() {
  const pathname = usePathname()
  return (
    <Layout>
      <ErrorBoundary resetKey={pathname} fallback={(error) => <PageFailure error={error} />}>
        <Suspense fallback={<PageSkeleton />}>
          <Page route={parseRoute(pathname)} />
        </Suspense>
      </ErrorBoundary>
    </Layout>
  )
}

/** The keys give each editor, article and profile a page with a state of its own. */
function Page({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'home':
      return <pages.HomePage tag={undefined} />
    case 'tag':
      return <pages.HomePage tag={route.tag} />
    case 'login':
      return <pages.LoginPage />
    case 'register':
      return <pages.RegisterPage />
    case 'settings':
      return <pages.SettingsPage />
    case 'editor':
      return <pages.EditorPage key={route.slug} slug={route.slug} />
    case 'article':
      return <pages.ArticlePage key={route.slug} slug={route.slug} />
    case 'profile':
      return (
        <pages.ProfilePage
          key={route.username}
          username={route.username}
          favorites={route.favorites}
        />
      )
    case 'notFound':
      return <pages.NotFoundPage />
  }
}
