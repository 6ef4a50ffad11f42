import { lazy, type ReactNode, Suspense } from 'react'
import { ErrorBoundary } from '../app/ErrorBoundary'
import { MarkdownSkeleton } from './MarkdownSkeleton'

const loadBody = () => import('./MarkdownBody')
const MarkdownBody = lazy(loadBody)

/** Load what renders Markdown ahead of time; if that fails, rendering falls back to plain text. */
export function preloadMarkdown(): void {
  loadBody().catch(() => undefined)
}

interface MarkdownProps {
  readonly source: string
  readonly className?: string
  /** What comes after the text, and at the same time: it would be pushed down otherwise. */
  readonly children?: ReactNode
}

/** Markdown, rendered and harmless; as it was typed where the renderer cannot be loaded. */
export function Markdown({ source, className = '', children }: MarkdownProps) {
  const asTyped = (
    <>
      <div className={`prose as-typed ${className}`}>{source}</div>
      {children}
    </>
  )
  return (
    <ErrorBoundary attempt={source} fallback={() => asTyped}>
      <Suspense fallback={<MarkdownSkeleton />}>
        <MarkdownBody source={source} className={`prose ${className}`} />
        {children}
      </Suspense>
    </ErrorBoundary>
  )
}
