import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { AppLink } from '../routing/AppLink'
import { useFocusOnNavigation } from '../routing/navigation'
import { countPages } from '../routing/pageNumbers'
import { LoadFailure } from './LoadFailure'
import { Pagination } from './Pagination'

interface PagedListProps<Item> {
  readonly name: string
  readonly className?: string
  /** The state of the request. */
  readonly query: Pick<UseQueryResult, 'error' | 'isPlaceholderData' | 'refetch'>
  /** The items of the page; undefined before the response. */
  readonly items: readonly Item[] | undefined
  /** The number of items on all pages. */
  readonly total: number | undefined
  readonly page: number
  /** The URL of the list, without a page number. */
  readonly url: string
  /** Request a page ahead of time. */
  readonly prefetch: (page: number) => void
  readonly skeleton: ReactNode
  /** The content of an empty list. */
  readonly empty: ReactNode
  readonly children: (items: readonly Item[]) => ReactNode
}

/** A page of items with pagination, or an error message. */
export function PagedList<Item>(props: PagedListProps<Item>) {
  const { name, className = '', query, items, total = 0, page, url, prefetch } = props
  const region = useRef<HTMLElement>(null)
  const last = countPages(total)
  useFocusOnNavigation(region, `${url} ${page}`)
  return (
    <section
      ref={region}
      tabIndex={-1}
      className={`paged-list ${className}`}
      aria-label={last > 1 ? `${name}, page ${page} of ${last}` : name}
      aria-busy={query.isPlaceholderData}
    >
      {content()}
      {items && <Pagination url={url} current={page} last={last} prefetch={prefetch} />}
    </section>
  )

  function content() {
    if (items === undefined) {
      if (query.error === null) return props.skeleton
      return (
        <div className="empty-list">
          <LoadFailure error={query.error} retry={query.refetch} />
        </div>
      )
    }
    if (items.length > 0) return props.children(items)
    return <div className="empty-list">{page > 1 ? <PastTheEnd url={url} /> : props.empty}</div>
  }
}

function PastTheEnd({ url }: { readonly url: string }) {
  return (
    <p>
      There is nothing on this page. <AppLink to={url}>Go to the first page</AppLink>
    </p>
  )
}
