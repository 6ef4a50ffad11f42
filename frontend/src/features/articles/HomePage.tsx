import './articles.css'
import { Redirect, useSearch } from 'wouter'
import { PageHeading } from '../../components/PageHeading'
import { type Tab, Tabs } from '../../components/Tabs'
import { TITLE } from '../../generated/info'
import { AppLink } from '../../routing/AppLink'
import { parsePageNumber } from '../../routing/pageNumbers'
import { paths } from '../../routing/paths'
import { useSession } from '../../session/useSession'
import { PopularTags } from '../tags/PopularTags'
import { tagPath } from '../tags/paths'
import { ArticleList } from './ArticleList'
import type { Feed } from './keys'
import { articlePaths, isFollowingFeed } from './paths'

interface HomePageProps {
  /** Undefined on the front page. */
  readonly tag?: string | undefined
}

export default function HomePage({ tag }: HomePageProps) {
  const search = useSearch()
  const session = useSession()
  const feed = feedOf(tag, search)
  if (feed.kind === 'following' && session.state === 'unauthenticated') {
    return <Redirect to={paths.login} replace state={{ next: articlePaths.following }} />
  }
  const tabs = tabsFor(feed, session.state !== 'unauthenticated')
  const current = tabs.find(({ active }) => active)
  return (
    <div className="home-page">
      <div className="banner">
        <div className="container">
          <PageHeading title={tag ?? 'Home'} className="wordmark">
            {TITLE.toLowerCase()}
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
  const following = {
    label: 'Your Feed',
    to: articlePaths.following,
    active: feed.kind === 'following',
  }
  const global = { label: 'Global Feed', to: paths.home, active: feed.kind === 'global' }
  const tag =
    feed.kind === 'tag'
      ? [{ label: feed.tag, to: tagPath(feed.tag), active: true, className: 'tag-tab' }]
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
