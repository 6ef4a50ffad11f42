import { Redirect, useSearch } from 'wouter'
import { AppLink } from '../app/AppLink'
import { PageHeading } from '../app/PageHeading'
import { isFollowingFeed, parsePageNumber, paths } from '../app/paths'
import { ArticleList } from '../components/ArticleList'
import { PopularTags } from '../components/PopularTags'
import { type Tab, Tabs } from '../components/Tabs'
import type { Feed } from '../queries/keys'
import { useSession } from '../session/useSession'

interface HomePageProps {
  readonly tag: string | undefined
}

export default function HomePage({ tag }: HomePageProps) {
  const search = useSearch()
  const session = useSession()
  const feed = feedOf(tag, search)
  if (feed.kind === 'following' && session.state === 'unauthenticated') {
    return <Redirect to={paths.login} replace state={{ next: paths.following }} />
  }
  const tabs = tabsFor(feed, session.state !== 'unauthenticated')
  const current = tabs.find(({ active }) => active)
  return (
    <div className="home-page">
      <div className="banner">
        <div className="container">
          <PageHeading title={tag ?? 'Home'} className="wordmark">
            conduit
          </PageHeading>
          <p>A place to share what you know.</p>
        </div>
      </div>
      <div className="container page home-columns">
        <PopularTags />
        <div>
          <Tabs className="feed-toggle" tabs={tabs} />
          <ArticleList
            feed={feed}
            page={parsePageNumber(search)}
            url={current?.to ?? paths.home}
            empty={feed.kind === 'following' ? <EmptyFeed /> : <p>No articles are here yet.</p>}
          />
        </div>
      </div>
    </div>
  )
}

function feedOf(tag: string | undefined, search: string): Feed {
  if (tag !== undefined) return { kind: 'tag', tag }
  return isFollowingFeed(search) ? { kind: 'following' } : { kind: 'global' }
}

function tabsFor(feed: Feed, isSignedIn: boolean): readonly Tab[] {
  const following = { label: 'Your Feed', to: paths.following, active: feed.kind === 'following' }
  const global = { label: 'Global Feed', to: paths.home, active: feed.kind === 'global' }
  const tag =
    feed.kind === 'tag'
      ? [{ label: feed.tag, to: paths.tag(feed.tag), active: true, isTag: true }]
      : []
  return [...(isSignedIn ? [following] : []), global, ...tag]
}

function EmptyFeed() {
  return (
    <p>
      Your feed is empty. Follow people to see here what they write; you find them in the{' '}
      <AppLink to={paths.home}>Global Feed</AppLink>.
    </p>
  )
}
