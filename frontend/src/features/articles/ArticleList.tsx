import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PagedList } from '../../components/PagedList'
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
  const query = useQuery(feedPage(feed, page))
  return (
    <PagedList
      name="Articles"
      className="article-list"
      query={query}
      items={query.data?.articles}
      total={query.data?.articlesCount}
      page={page}
      url={url}
      prefetch={(other) => void client.prefetchQuery(feedPage(feed, other))}
      skeleton={<ArticleListSkeleton />}
      empty={<div className="empty-feed-message">{empty}</div>}
    >
      {(articles) =>
        articles.map((article) => <ArticlePreviewCard key={article.slug} article={article} />)
      }
    </PagedList>
  )
}
