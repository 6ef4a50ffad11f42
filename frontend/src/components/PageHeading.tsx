import { type ReactNode, useRef } from 'react'
import { useFocusOnNavigation, usePageTitle } from '../routing/navigation'

interface PageHeadingProps {
  /** The title of the window, and of the heading unless `children` replaces it. */
  readonly title: string
  readonly className?: string
  readonly children?: ReactNode
}

/** The heading of a page, which sets the window title and gets the focus after navigation. */
export function PageHeading({ title, className, children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(title)
  useFocusOnNavigation(heading)
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  )
}
