import './articles.css'
import { useQuery } from '@tanstack/react-query'
import { useRoute, useSearch } from 'wouter'
import { LoadFailure } from '../../components/LoadFailure'
import { PageHeading } from '../../components/PageHeading'
import { Tabs } from '../../components/Tabs'
import { parsePageNumber } from '../../routing/pageNumbers'
import { useViewer } from '../../session/useSession'
import { ProfileHead } from '../profiles/ProfileHead'
import { ProfileHeadSkeleton } from '../profiles/ProfileHeadSkeleton'
import { profilePaths } from '../profiles/paths'
import { profile } from '../profiles/queries'
import { ArticleList } from './ArticleList'

/** A user's articles or favourites, below the user's profile. */
export default function ProfilePage({ username }: { readonly username: string }) {
  const [favorites] = useRoute('/profile/:username/favorites')
  const { data, error, refetch } = useQuery(profile(username))
  const page = parsePageNumber(useSearch())
  const isOwn = useViewer()?.username === username
  const url = favorites ? profilePaths.favorites(username) : profilePaths.profile(username)

  if (data === undefined && error !== null) {
    return (
      <div className="profile-page">
        <div className="container narrow page">
          <PageHeading title={username} />
          <LoadFailure error={error} retry={refetch} />
        </div>
      </div>
    )
  }
  return (
    <div className="profile-page">
      {data ? <ProfileHead profile={data} /> : <ProfileHeadSkeleton />}
      <div className="container narrow page">
        <Tabs
          className="articles-toggle"
          tabs={[
            {
              label: isOwn ? 'My Articles' : 'Articles',
              to: profilePaths.profile(username),
              active: !favorites,
            },
            { label: 'Favorited', to: profilePaths.favorites(username), active: favorites },
          ]}
        />
        <ArticleList
          feed={{ kind: favorites ? 'favorites' : 'author', username }}
          page={page}
          url={url}
          empty={<p>{favorites ? 'No favorites are here yet.' : 'No articles are here yet.'}</p>}
        />
      </div>
    </div>
  )
}
