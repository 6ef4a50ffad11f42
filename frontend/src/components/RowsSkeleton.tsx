const ROWS = [1, 2, 3, 4, 5]

/** A placeholder with the height of a list of rows, to avoid a layout shift. */
export function RowsSkeleton({ label }: { readonly label: string }) {
  return (
    <div className="rows" role="status" aria-label={label}>
      {ROWS.map((row) => (
        <div key={row} aria-hidden="true">
          <div className="skeleton skeleton-title" />
          <div className="skeleton skeleton-line short" />
        </div>
      ))}
    </div>
  )
}
