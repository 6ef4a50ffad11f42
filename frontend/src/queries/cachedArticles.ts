/** Cached articles: single articles and lists. */

import type { QueryClient } from '@tanstack/react-query'
import type { Article, ArticlePreview, ArticlesResponse } from '../generated/types'
import { keys } from './keys'

/** Update all cached copies of the matching articles. */
export function updateCachedArticles(
  client: QueryClient,
  matches: (article: ArticlePreview) => boolean,
  update: <Cached extends ArticlePreview>(article: Cached) => Cached,
): void {
  client.setQueriesData<Article>({ queryKey: keys.articles }, (cached) =>
    cached && matches(cached) ? update(cached) : cached,
  )
  client.setQueriesData<ArticlesResponse>(
    { queryKey: keys.lists },
    (cached) =>
      cached && {
        ...cached,
        articles: cached.articles.map((article) => (matches(article) ? update(article) : article)),
      },
  )
}

/** The preview of an article in a cached list, to show until the article has loaded. */
export function findCachedPreview(client: QueryClient, slug: string): ArticlePreview | undefined {
  for (const [, cached] of client.getQueriesData<ArticlesResponse>({ queryKey: keys.lists })) {
    const found = cached?.articles.find((article) => article.slug === slug)
    if (found) return found
  }
  return undefined
}
