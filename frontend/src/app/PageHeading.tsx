import { type ReactNode, useRef } from 'react'
import { useArrival, usePageTitle } from './arrival'

interface PageHeadingProps {
  /** What the window is called; the heading itself may say it in another way. */
  readonly title: string
  readonly className?: string
  readonly children?: ReactNode
}

/** The heading of a page: it names the window, and has the focus once the page is opened. */
export function PageHeading({ title, className, children }: PageHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  usePageTitle(title)
  useArrival(heading)
  return (
    <h1 ref={heading} tabIndex={-1} className={className}>
      {children ?? title}
    </h1>
  )
}
