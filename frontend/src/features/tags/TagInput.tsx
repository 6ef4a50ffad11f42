import './tags.css'
import { type KeyboardEvent, useId, useState } from 'react'
import { Icon } from '../../components/Icon'

interface TagInputProps {
  readonly tags: readonly string[]
  readonly change: (tags: readonly string[]) => void
  readonly errors: readonly string[]
}

/** A field for tags: Enter, a comma, or leaving the field adds the typed tag. */
export function TagInput({ tags, change, errors }: TagInputProps) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const isInvalid = errors.length > 0

  function add() {
    const tag = typed.trim()
    setTyped('')
    if (tag !== '' && !tags.includes(tag)) change([...tags, tag])
  }

  function onKeyDown(event: KeyboardEvent) {
    // During IME composition, Enter selects a suggestion.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault()
      add()
    } else if (event.key === 'Backspace' && typed === '') {
      change(tags.slice(0, -1))
    }
  }

  return (
    <div className="form-group">
      <label htmlFor={id}>Tags</label>
      <input
        id={id}
        name="tagList"
        className="form-control"
        placeholder="Enter tags"
        autoComplete="off"
        value={typed}
        aria-invalid={isInvalid || undefined}
        aria-describedby={isInvalid ? `${id}-reasons` : undefined}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      {isInvalid && (
        <p id={`${id}-reasons`} className="field-reasons">
          {errors.join(', ')}
        </p>
      )}
      <ul className="tag-list" aria-label="Tags of this article">
        {tags.map((tag) => (
          <li key={tag} className="tag-default tag-pill">
            {tag}
            <button
              type="button"
              aria-label={`Remove the tag ${tag}`}
              onClick={() => change(tags.filter((each) => each !== tag))}
            >
              <i className="ion-close-round">
                <Icon name="close" />
              </i>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
