/** The keys of cached articles and lists of articles. */

/** The selection of articles in a list. */
export type Feed =
  | { readonly kind: 'global' }
  | { readonly kind: 'following' }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'author'; readonly username: string }
  | { readonly kind: 'favorites'; readonly username: string }

export const keys = {
  lists: ['articles'],
  feed: (feed: Feed) => ['articles', feed],
  page: (feed: Feed, page: number) => ['articles', feed, page],
  articles: ['article'],
  article: (slug: string) => ['article', slug],
} as const
