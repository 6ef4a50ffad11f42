import { ArticleMetaSkeleton } from './ArticleMetaSkeleton'

const ROWS = [1, 2, 3, 4, 5]

/** A placeholder with the height of the list, to avoid a layout shift. */
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
