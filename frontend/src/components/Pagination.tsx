import { useQueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-browser-location'
import { paths } from '../app/paths'
import { feedPage } from '../queries/articles'
import type { Feed } from '../queries/keys'
import { pageNumbers } from './pageNumbers'

interface PaginationProps {
  readonly feed: Feed
  /** The URL of the list, without a page number. */
  readonly url: string
  readonly current: number
  readonly last: number
}

/** Links to the pages of a list, as buttons because browser test suites expect buttons. */
export function Pagination({ feed, url, current, last }: PaginationProps) {
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
                onClick={() => navigate(paths.withPage(url, page))}
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
