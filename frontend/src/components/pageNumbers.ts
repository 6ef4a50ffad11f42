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
