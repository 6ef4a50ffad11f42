import { lazy, type ReactNode, Suspense } from 'react'
import { ErrorBoundary } from '../components/ErrorBoundary'
import { MarkdownSkeleton } from './MarkdownSkeleton'

const loadBody = () => import('./MarkdownBody')
const MarkdownBody = lazy(loadBody)

/** Load the Markdown renderer ahead of time. After a failure, Markdown is shown as plain text. */
export function preloadMarkdown(): void {
  loadBody().catch(() => undefined)
}

interface MarkdownProps {
  readonly source: string
  readonly className?: string
  /** Content below the text, rendered together with the text to avoid a layout shift. */
  readonly children?: ReactNode
}

/** Markdown, rendered to safe HTML; plain text if the renderer fails to load. */
export function Markdown({ source, className = '', children }: MarkdownProps) {
  const plainText = (
    <>
      <div className={`prose as-typed ${className}`}>{source}</div>
      {children}
    </>
  )
  return (
    <ErrorBoundary resetKey={source} fallback={() => plainText}>
      <Suspense fallback={<MarkdownSkeleton />}>
        <MarkdownBody source={source} className={`prose ${className}`} />
        {children}
      </Suspense>
    </ErrorBoundary>
  )
}
