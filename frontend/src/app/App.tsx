import { Suspense } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { ErrorBoundary } from './ErrorBoundary'
import { Layout } from './Layout'
import { PageFailure } from './PageFailure'
import { PageSkeleton } from './PageSkeleton'
import * as pages from './pages'
import { type Place, placeOf } from './paths'

export function App() {
  const pathname = usePathname()
  return (
    <Layout>
      <ErrorBoundary attempt={pathname} fallback={(error) => <PageFailure error={error} />}>
        <Suspense fallback={<PageSkeleton />}>
          <Page place={placeOf(pathname)} />
        </Suspense>
      </ErrorBoundary>
    </Layout>
  )
}

/** A page about another subject starts anew: that is what the keys say. */
function Page({ place }: { readonly place: Place }) {
  switch (place.page) {
    case 'home':
      return <pages.HomePage tag={undefined} />
    case 'tag':
      return <pages.HomePage tag={place.tag} />
    case 'login':
      return <pages.LoginPage />
    case 'register':
      return <pages.RegisterPage />
    case 'settings':
      return <pages.SettingsPage />
    case 'editor':
      return <pages.EditorPage key={place.slug} slug={place.slug} />
    case 'article':
      return <pages.ArticlePage key={place.slug} slug={place.slug} />
    case 'profile':
      return (
        <pages.ProfilePage
          key={place.username}
          username={place.username}
          favorites={place.favorites}
        />
      )
    case 'notFound':
      return <pages.NotFoundPage />
  }
}
