/** A placeholder with the height of ArticleMeta. */
export function ArticleMetaSkeleton() {
  return (
    <div className="article-meta">
      <div className="skeleton avatar-skeleton" />
      <div className="info">
        <div className="skeleton skeleton-line short" />
        <div className="skeleton skeleton-line short" />
      </div>
    </div>
  )
}
