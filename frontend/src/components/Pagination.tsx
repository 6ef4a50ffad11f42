import { navigate } from 'wouter/use-browser-location'
import { pageNumbers, withPage } from '../routing/pageNumbers'

interface PaginationProps {
  /** The URL of the list, without a page number. */
  readonly url: string
  readonly current: number
  readonly last: number
  /** Request a page ahead of time. */
  readonly prefetch: (page: number) => void
}

/** Links to the pages of a list, as buttons because browser test suites expect buttons. */
export function Pagination({ url, current, last, prefetch }: PaginationProps) {
  if (last < 2) return null
  return (
    <nav aria-label="Pages">
      <ul className="pagination">
        {pageNumbers(current, last).map((page, index, all) =>
          page === 'gap' ? (
            <li key={`gap after ${all[index - 1]}`} className="page-gap" aria-hidden="true">
              …
            </li>
          ) : (
            <li key={page} className={page === current ? 'page-item active' : 'page-item'}>
              <button
                type="button"
                className="page-link"
                aria-label={`Page ${page}`}
                aria-current={page === current ? 'page' : undefined}
                onPointerEnter={() => prefetch(page)}
                onClick={() => navigate(withPage(url, page))}
              >
                {page}
              </button>
            </li>
          ),
        )}
      </ul>
    </nav>
  )
}
