/** Where the eye and the focus go when another page or another part of a list is opened. */

import { type RefObject, useEffect } from 'react'

let arriving = false

/** Begin at the top after a link; after going back, the browser knows the place. */
export function watchNavigation(): () => void {
  const forward = () => {
    arriving = true
    window.scrollTo(0, 0)
  }
  const back = () => {
    arriving = true
  }
  // The router announces pushState and replaceState as events.
  window.addEventListener('pushState', forward)
  window.addEventListener('replaceState', forward)
  window.addEventListener('popstate', back)
  return () => {
    window.removeEventListener('pushState', forward)
    window.removeEventListener('replaceState', forward)
    window.removeEventListener('popstate', back)
  }
}

/** Focus the element when it comes up, or `what` changes, because somebody navigated. */
export function useArrival(element: RefObject<HTMLElement | null>, what = ''): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of `what` is the arrival
  useEffect(() => {
    if (!arriving || element.current === null) return
    arriving = false
    element.current.focus({ preventScroll: true })
  }, [element, what])
}

export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Conduit' : `${title} — Conduit`
  }, [title])
}
