const AROUND = 1
/** Up to here every page has its number: a gap would not make it shorter. */
const ALL_UP_TO = 7

/** The numbers to offer: the first, the last, those around the current one, and gaps between them. */
export function pageNumbers(current: number, last: number): readonly (number | 'gap')[] {
  const all = Array.from({ length: last }, (_, index) => index + 1)
  if (last <= ALL_UP_TO) return all
  const middle = Math.min(Math.max(current, 3), last - 2)
  const offered = all.filter(
    (page) => page === 1 || page === last || Math.abs(page - middle) <= AROUND,
  )
  return offered.flatMap((page, index) => between(offered[index - 1] ?? page, page))
}

/** The page, and before it what a gap of that size needs: nothing, the one page in it, or a sign. */
function between(before: number, page: number): readonly (number | 'gap')[] {
  switch (page - before) {
    case 0:
    case 1:
      return [page]
    case 2:
      return [page - 1, page]
    default:
      return ['gap', page]
  }
}
