import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getArticle, getFeed, listArticles } from '../generated/operations'
import type { ArticlesResponse } from '../generated/types'
import { type Feed, keys } from './keys'

export const PAGE_SIZE = 10

/** One page of a list. The previous page of the same list stays visible while the next page loads. */
export function feedPage(feed: Feed, page: number) {
  return queryOptions({
    queryKey: keys.page(feed, page),
    queryFn: ({ signal }) => fetchPage(feed, page, signal),
    placeholderData: (previous, query) =>
      isPageOf(feed, query?.queryKey) ? keepPreviousData(previous) : undefined,
  })
}

export function article(slug: string) {
  return queryOptions({
    queryKey: keys.article(slug),
    queryFn: async ({ signal }) => (await getArticle({ path: { slug } }, { signal })).article,
  })
}

export function countPages(articlesCount: number): number {
  return Math.ceil(articlesCount / PAGE_SIZE)
}

function isPageOf(feed: Feed, key: readonly unknown[] | undefined): boolean {
  return JSON.stringify(key?.slice(0, 2)) === JSON.stringify(keys.feed(feed))
}

function fetchPage(feed: Feed, page: number, signal: AbortSignal): Promise<ArticlesResponse> {
  const slice = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }
  switch (feed.kind) {
    case 'global':
      return listArticles({ query: slice }, { signal })
    case 'following':
      return getFeed({ query: slice }, { signal })
    case 'tag':
      return listArticles({ query: { ...slice, tag: feed.tag } }, { signal })
    case 'author':
      return listArticles({ query: { ...slice, author: feed.username } }, { signal })
    case 'favorites':
      return listArticles({ query: { ...slice, favorited: feed.username } }, { signal })
  }
}
