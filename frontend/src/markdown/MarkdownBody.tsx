import { useLayoutEffect, useRef } from 'react'
import { renderMarkdown } from './render'

interface MarkdownBodyProps {
  readonly source: string
  readonly className: string
}

export default function MarkdownBody({ source, className }: MarkdownBodyProps) {
  const body = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    body.current?.replaceChildren(renderMarkdown(source))
  }, [source])
  return <div ref={body} className={className} />
}
