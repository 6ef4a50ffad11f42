import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { AppLink } from '../app/AppLink'
import { useArrival } from '../app/arrival'
import { feedPage, pagesIn } from '../queries/articles'
import type { Feed } from '../queries/keys'
import { ArticleListSkeleton } from './ArticleListSkeleton'
import { ArticlePreviewCard } from './ArticlePreviewCard'
import { LoadFailure } from './LoadFailure'
import { Pagination } from './Pagination'

interface ArticleListProps {
  readonly feed: Feed
  readonly page: number
  /** Of the list, without a page. */
  readonly address: string
  /** What an empty list says. */
  readonly empty: ReactNode
}

/** A page of articles with the numbers of all pages; or why there is none. */
export function ArticleList({ feed, page, address, empty }: ArticleListProps) {
  const region = useRef<HTMLElement>(null)
  const { data, error, isPlaceholderData, refetch } = useQuery(feedPage(feed, page))
  const last = pagesIn(data?.articlesCount ?? 0)
  useArrival(region, `${JSON.stringify(feed)} ${page}`)
  return (
    <section
      ref={region}
      tabIndex={-1}
      className="article-list"
      aria-label={last > 1 ? `Articles, page ${page} of ${last}` : 'Articles'}
      aria-busy={isPlaceholderData}
    >
      {content()}
      {data && <Pagination feed={feed} address={address} current={page} last={last} />}
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
      return (
        <div className="empty-feed-message">
          {page > 1 ? <PastTheEnd address={address} /> : empty}
        </div>
      )
    }
    return data.articles.map((article) => (
      <ArticlePreviewCard key={article.slug} article={article} />
    ))
  }
}

function PastTheEnd({ address }: { readonly address: string }) {
  return (
    <p>
      There is nothing on this page. <AppLink to={address}>Go to the first page</AppLink>
    </p>
  )
}
