import './tags.css'
import { AppLink } from '../../routing/AppLink'
import { tagPath } from './paths'

interface TagListProps {
  readonly tags: readonly string[]
  readonly label: string
}

export function TagList({ tags, label }: TagListProps) {
  return (
    <ul className="tag-list" aria-label={label}>
      {tags.map((tag) => (
        <li key={tag}>
          <AppLink className="tag-default tag-pill" to={tagPath(tag)}>
            {tag}
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
