/** A placeholder while the code of a page or the session loads. */
export function PageSkeleton() {
  return (
    <div className="container narrow page-skeleton" role="status" aria-label="Loading">
      <div className="skeleton skeleton-title" />
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-line short" />
    </div>
  )
}
