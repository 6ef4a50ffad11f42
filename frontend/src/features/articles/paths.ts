/** URLs of lists of articles, and of articles. */
export const articlePaths = {
  following: '/?feed=following',
  newArticle: '/editor',
  article: (slug: string) => `/article/${encodeURIComponent(slug)}`,
  editArticle: (slug: string) => `/editor/${encodeURIComponent(slug)}`,
} as const

/** Whether a query string selects the feed of followed authors. */
export function isFollowingFeed(search: string): boolean {
  return new URLSearchParams(search).get('feed') === 'following'
}
