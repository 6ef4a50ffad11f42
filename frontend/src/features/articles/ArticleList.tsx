import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { LoadFailure } from '../../components/LoadFailure'
import { Pagination } from '../../components/Pagination'
import { AppLink } from '../../routing/AppLink'
import { useFocusOnNavigation } from '../../routing/navigation'
import { countPages } from '../../routing/pageNumbers'
import { ArticleListSkeleton } from './ArticleListSkeleton'
import { ArticlePreviewCard } from './ArticlePreviewCard'
import type { Feed } from './keys'
import { feedPage } from './queries'

interface ArticleListProps {
  readonly feed: Feed
  readonly page: number
  /** The URL of the list, without a page number. */
  readonly url: string
  /** The content of an empty list. */
  readonly empty: ReactNode
}

/** A page of articles with pagination, or an error message. */
export function ArticleList({ feed, page, url, empty }: ArticleListProps) {
  const client = useQueryClient()
  const region = useRef<HTMLElement>(null)
  const { data, error, isPlaceholderData, refetch } = useQuery(feedPage(feed, page))
  const last = countPages(data?.articlesCount ?? 0)
  useFocusOnNavigation(region, `${JSON.stringify(feed)} ${page}`)
  return (
    <section
      ref={region}
      tabIndex={-1}
      className="article-list"
      aria-label={last > 1 ? `Articles, page ${page} of ${last}` : 'Articles'}
      aria-busy={isPlaceholderData}
    >
      {content()}
      {data && (
        <Pagination
          url={url}
          current={page}
          last={last}
          prefetch={(other) => void client.prefetchQuery(feedPage(feed, other))}
        />
      )}
    </section>
  )

  function content() {
    if (data === undefined) {
      if (error === null) return <ArticleListSkeleton />
      return (
        <div className="empty-feed-message">
          <LoadFailure error={error} retry={refetch} />
        </div>
      )
    }
    if (data.articles.length === 0) {
      return <div className="empty-feed-message">{page > 1 ? <PastTheEnd url={url} /> : empty}</div>
    }
    return data.articles.map((article) => (
      <ArticlePreviewCard key={article.slug} article={article} />
    ))
  }
}

function PastTheEnd({ url }: { readonly url: string }) {
  return (
    <p>
      There is nothing on this page. <AppLink to={url}>Go to the first page</AppLink>
    </p>
  )
}
