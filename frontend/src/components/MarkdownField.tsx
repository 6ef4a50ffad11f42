import { useDeferredValue, useState } from 'react'
import type { Field } from '../forms'
import { Markdown, preloadMarkdown } from '../markdown/Markdown'
import { TextField } from './TextField'

interface MarkdownFieldProps {
  readonly label: string
  readonly name: string
  readonly constraints: Field
  readonly reasons: readonly string[]
  readonly text: string
  readonly change: (text: string) => void
}

/** A text in Markdown, and below it, for those who want to see it, what becomes of it. */
export function MarkdownField({ text, ...field }: MarkdownFieldProps) {
  const [shown, setShown] = useState(false)
  const settled = useDeferredValue(text)
  return (
    <div className="markdown-field">
      <TextField multiline rows={14} hint="In Markdown" value={text} {...field} />
      <button
        type="button"
        className="btn btn-sm btn-outline-secondary"
        aria-expanded={shown}
        onPointerEnter={preloadMarkdown}
        onFocus={preloadMarkdown}
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide preview' : 'Show preview'}
      </button>
      {shown && (
        <section className="preview" aria-label="Preview">
          {settled.trim() === '' ? (
            <p>There is nothing to show yet.</p>
          ) : (
            <Markdown source={settled} />
          )}
        </section>
      )}
    </div>
  )
}
