import './tags.css'
import { useQuery } from '@tanstack/react-query'
import { LoadFailure } from '../../components/LoadFailure'
import { popularTags } from './queries'
import { TagList } from './TagList'

const MAX_TAGS = 30

export function PopularTags() {
  const { data, error, refetch } = useQuery(popularTags)
  return (
    <aside className="sidebar" aria-labelledby="popular-tags">
      <h2 id="popular-tags">Popular Tags</h2>
      {content()}
    </aside>
  )

  function content() {
    if (data === undefined) {
      if (error !== null) return <LoadFailure error={error} retry={refetch} />
      return <div className="skeleton tags-skeleton" role="status" aria-label="Loading tags" />
    }
    if (data.length === 0) return <p>No tags are here yet.</p>
    return <TagList tags={data.slice(0, MAX_TAGS)} label="Popular tags" />
  }
}
