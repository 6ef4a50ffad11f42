/** Changing articles wherever they are kept: on their own page, and in every list. */

import type { QueryClient } from '@tanstack/react-query'
import type { Article, ArticlePreview, ArticlesResponse } from '../generated/types'
import { keys } from './keys'

export function reviseArticles(
  client: QueryClient,
  concerns: (article: ArticlePreview) => boolean,
  revise: <Known extends ArticlePreview>(article: Known) => Known,
): void {
  client.setQueriesData<Article>({ queryKey: keys.articles }, (known) =>
    known && concerns(known) ? revise(known) : known,
  )
  client.setQueriesData<ArticlesResponse>(
    { queryKey: keys.lists },
    (known) =>
      known && {
        ...known,
        articles: known.articles.map((each) => (concerns(each) ? revise(each) : each)),
      },
  )
}

/** What a list already told about an article, to be shown until the article itself is there. */
export function previewOf(client: QueryClient, slug: string): ArticlePreview | undefined {
  for (const [, known] of client.getQueriesData<ArticlesResponse>({ queryKey: keys.lists })) {
    const found = known?.articles.find((each) => each.slug === slug)
    if (found) return found
  }
  return undefined
}
