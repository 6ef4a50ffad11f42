import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { getArticle, getFeed, listArticles } from '../../generated/operations'
import type { ArticlePreview, ArticlesResponse } from '../../generated/types'
import { pageSlice } from '../../routing/pageNumbers'
import { type Feed, keys } from './keys'

/** One page of a list. The previous page of the same list stays visible while the next page loads. */
export function feedPage(feed: Feed, page: number) {
  return queryOptions({
    queryKey: keys.page(feed, page),
    queryFn: ({ signal }) => fetchPage(feed, page, signal),
    placeholderData: (previous, query) =>
      isPageOf(feed, query?.queryKey) ? keepPreviousData(previous) : undefined,
    // Any follow changes the feed of the followed authors.
    ...(feed.kind === 'following' ? { staleTime: 0 } : {}),
  })
}

export function article(slug: string) {
  return queryOptions({
    queryKey: keys.article(slug),
    queryFn: async ({ signal }) => (await getArticle({ path: { slug } }, { signal })).article,
  })
}

/** The preview of an article in a cached list, to show until the article has loaded. */
export function findCachedPreview(client: QueryClient, slug: string): ArticlePreview | undefined {
  for (const [, cached] of client.getQueriesData<ArticlesResponse>({ queryKey: keys.lists })) {
    const found = cached?.articles.find((article) => article.slug === slug)
    if (found) return found
  }
  return undefined
}

function isPageOf(feed: Feed, key: readonly unknown[] | undefined): boolean {
  return JSON.stringify(key?.slice(0, 2)) === JSON.stringify(keys.feed(feed))
}

function fetchPage(feed: Feed, page: number, signal: AbortSignal): Promise<ArticlesResponse> {
  const slice = pageSlice(page)
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
