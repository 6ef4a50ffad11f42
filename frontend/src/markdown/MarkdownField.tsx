import { useDeferredValue, useState } from 'react'
import { TextField } from '../components/TextField'
import type { Field } from '../forms'
import { Markdown, preloadMarkdown } from './Markdown'

interface MarkdownFieldProps {
  readonly label: string
  readonly name: string
  readonly constraints: Field
  readonly errors: readonly string[]
  readonly text: string
  readonly change: (text: string) => void
}

/** A field for Markdown, with an optional preview below the field. */
export function MarkdownField({ text, ...field }: MarkdownFieldProps) {
  const [isPreviewShown, setIsPreviewShown] = useState(false)
  const deferredText = useDeferredValue(text)
  return (
    <div className="markdown-field">
      <TextField multiline rows={14} hint="In Markdown" value={text} {...field} />
      <button
        type="button"
        className="btn btn-sm btn-outline-secondary"
        aria-expanded={isPreviewShown}
        onPointerEnter={preloadMarkdown}
        onFocus={preloadMarkdown}
        onClick={() => setIsPreviewShown(!isPreviewShown)}
      >
        {isPreviewShown ? 'Hide preview' : 'Show preview'}
      </button>
      {isPreviewShown && (
        <section className="preview" aria-label="Preview">
          {deferredText.trim() === '' ? (
            <p>There is nothing to show yet.</p>
          ) : (
            <Markdown source={deferredText} />
          )}
        </section>
      )}
    </div>
  )
}
