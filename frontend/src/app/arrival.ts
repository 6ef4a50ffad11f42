/** Where the eye and the focus go when another page or another part of a list is opened. */

import { type RefObject, useEffect } from 'react'

/** The focus at the moment somebody navigated; undefined once they have arrived. */
let left: Element | null | undefined

/** Begin at the top after a link; after going back, the browser knows the place. */
export function watchNavigation(): () => void {
  const back = () => {
    left = document.activeElement
  }
  const forward = () => {
    back()
    window.scrollTo(0, 0)
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

/**
 * Focus the element when it comes up, or `what` changes, because somebody navigated. A focus that has moved on in the
 * meantime stays where it is.
 */
export function useArrival(element: RefObject<HTMLElement | null>, what = ''): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of `what` is the arrival
  useEffect(() => {
    if (left === undefined || element.current === null) return
    const stayed = [left, document.body].includes(document.activeElement)
    left = undefined
    if (stayed) element.current.focus({ preventScroll: true })
  }, [element, what])
}

export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Conduit' : `${title} — Conduit`
  }, [title])
}
