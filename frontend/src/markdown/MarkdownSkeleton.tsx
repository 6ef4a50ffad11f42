/** A placeholder for a text. */
export function MarkdownSkeleton() {
  return (
    <div className="prose-skeleton" role="status" aria-label="Loading the text">
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-line" />
      <div className="skeleton skeleton-line short" />
    </div>
  )
}
