import { useQueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-browser-location'
import { paths } from '../app/paths'
import { feedPage } from '../queries/articles'
import type { Feed } from '../queries/keys'
import { pageNumbers } from './pageNumbers'

interface PaginationProps {
  readonly feed: Feed
  /** Of the list, without a page. */
  readonly address: string
  readonly current: number
  readonly last: number
}

/** Suites press buttons here; each page has its own address all the same. */
export function Pagination({ feed, address, current, last }: PaginationProps) {
  const client = useQueryClient()
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
                onPointerEnter={() => void client.prefetchQuery(feedPage(feed, page))}
                onClick={() => navigate(paths.onPage(address, page))}
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
