import { ArticleMetaSkeleton } from './ArticleMetaSkeleton'

const ROWS = [1, 2, 3, 4, 5]

/** As high as the list that will come, so that nothing moves when it does. */
export function ArticleListSkeleton() {
  return (
    <div role="status" aria-label="Loading articles">
      {ROWS.map((row) => (
        <div key={row} className="preview-skeleton" aria-hidden="true">
          <ArticleMetaSkeleton />
          <div className="skeleton skeleton-title" />
          <div className="skeleton skeleton-line" />
        </div>
      ))}
    </div>
  )
}
