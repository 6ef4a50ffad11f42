import { useQuery } from '@tanstack/react-query'
import { useSearch } from 'wouter'
import { PageHeading } from '../app/PageHeading'
import { parsePageNumber, paths } from '../app/paths'
import { ArticleList } from '../components/ArticleList'
import { LoadFailure } from '../components/LoadFailure'
import { ProfileHead } from '../components/ProfileHead'
import { Tabs } from '../components/Tabs'
import { profile } from '../queries/profiles'
import { useViewer } from '../session/useSession'

interface ProfilePageProps {
  readonly username: string
  readonly favorites: boolean
}

export default function ProfilePage({ username, favorites }: ProfilePageProps) {
  const { data, error, refetch } = useQuery(profile(username))
  const page = parsePageNumber(useSearch())
  const isOwn = useViewer()?.username === username
  const url = favorites ? paths.favorites(username) : paths.profile(username)

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
              to: paths.profile(username),
              active: !favorites,
            },
            { label: 'Favorited', to: paths.favorites(username), active: favorites },
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

function ProfileHeadSkeleton() {
  return (
    <div className="profile-head" role="status" aria-label="Loading the profile">
      <div className="container narrow">
        <div className="skeleton user-img-skeleton" />
        <div className="skeleton skeleton-title" />
      </div>
    </div>
  )
}
