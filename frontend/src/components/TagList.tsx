import { AppLink } from '../app/AppLink'
import { paths } from '../app/paths'

interface TagListProps {
  readonly tags: readonly string[]
  readonly label: string
}

export function TagList({ tags, label }: TagListProps) {
  return (
    <ul className="tag-list" aria-label={label}>
      {tags.map((tag) => (
        <li key={tag}>
          <AppLink className="tag-default tag-pill" to={paths.tag(tag)}>
            {tag}
          </AppLink>
        </li>
      ))}
    </ul>
  )
}
