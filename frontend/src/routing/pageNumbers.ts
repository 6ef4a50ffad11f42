/** The pages of a list: the page number in a URL, the part of the list, and the numbers to show. */

const PAGE_SIZE = 10

/** The page number of a query string: a whole number from 1, and 1 for any other value. */
export function parsePageNumber(search: string): number {
  const page = new URLSearchParams(search).get('page') ?? ''
  return /^[1-9]\d{0,6}$/.test(page) ? Number(page) : 1
}

/** A list's URL with a page number; the URL of the first page has none. */
export function withPage(url: string, page: number): string {
  if (page === 1) return url
  return `${url}${url.includes('?') ? '&' : '?'}page=${page}`
}

/** The parameters of the API for a page of a list. */
export function pageSlice(page: number): { readonly limit: number; readonly offset: number } {
  return { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }
}

/** The number of pages of a list with this number of items. */
export function countPages(items: number): number {
  return Math.ceil(items / PAGE_SIZE)
}

const NEIGHBOURS = 1
/** Up to this number of pages, all numbers are shown: a gap would save no space. */
const MAX_WITHOUT_GAP = 7

/** The page numbers to show: the first, the last, the neighbours of the current page, and gaps between numbers. */
export function pageNumbers(current: number, last: number): readonly (number | 'gap')[] {
  const all = Array.from({ length: last }, (_, index) => index + 1)
  if (last <= MAX_WITHOUT_GAP) return all
  const middle = Math.min(Math.max(current, 3), last - 2)
  const shown = all.filter(
    (page) => page === 1 || page === last || Math.abs(page - middle) <= NEIGHBOURS,
  )
  return shown.flatMap((page, index) => fillGap(shown[index - 1] ?? page, page))
}

/** The page, preceded by the skipped page if one is skipped, or by a gap if several are. */
function fillGap(previous: number, page: number): readonly (number | 'gap')[] {
  switch (page - previous) {
    case 0:
    case 1:
      return [page]
    case 2:
      return [page - 1, page]
    default:
      return ['gap', page]
  }
}
