/** Focus, scroll position and window title after navigation. */

import { type RefObject, useEffect } from 'react'
import { TITLE } from '../generated/info'

/** The focused element at the time of navigation; undefined without a navigation in progress. */
let focusedBefore: Element | null | undefined

/** Scroll to the top after a link; after going back, the browser restores the position. Returns how to stop. */
export function watchNavigation(): () => void {
  const onBack = () => {
    focusedBefore = document.activeElement
  }
  const onForward = () => {
    onBack()
    window.scrollTo(0, 0)
  }
  // The router announces pushState and replaceState as events.
  window.addEventListener('pushState', onForward)
  window.addEventListener('replaceState', onForward)
  window.addEventListener('popstate', onBack)
  return () => {
    window.removeEventListener('pushState', onForward)
    window.removeEventListener('replaceState', onForward)
    window.removeEventListener('popstate', onBack)
  }
}

/**
 * Focus the element after navigation, when the element is mounted or `contentKey` changes. A focus that the user has
 * moved in the meantime stays.
 */
export function useFocusOnNavigation(
  element: RefObject<HTMLElement | null>,
  contentKey = '',
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `contentKey` ends the navigation
  useEffect(() => {
    if (focusedBefore === undefined || element.current === null) return
    const isUnmoved = [focusedBefore, document.body].includes(document.activeElement)
    focusedBefore = undefined
    if (isUnmoved) element.current.focus({ preventScroll: true })
  }, [element, contentKey])
}

export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? TITLE : `${title} — ${TITLE}`
  }, [title])
}
