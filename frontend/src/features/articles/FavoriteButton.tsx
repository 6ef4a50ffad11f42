import { Icon } from '../../components/Icon'
import type { ArticlePreview } from '../../generated/types'
import { useRequireAuth } from '../../session/useRequireAuth'
import { useFavorite } from './favorites'

interface FavoriteButtonProps {
  readonly article: ArticlePreview
  /** Show only the number, for lists; screen readers still announce the action. */
  readonly compact?: boolean
}

export function FavoriteButton({ article, compact = false }: FavoriteButtonProps) {
  const favorite = useFavorite(article)
  const requireAuth = useRequireAuth()
  const { favorited, favoritesCount, title } = article
  const verb = favorited ? 'Unfavorite' : 'Favorite'
  return (
    <button
      type="button"
      className={`btn btn-sm favorite ${favorited ? 'btn-primary' : 'btn-outline-primary'}`}
      aria-label={compact ? `${verb} ${title} (${favoritesCount})` : undefined}
      onClick={requireAuth(() => favorite.mutate(!favorited))}
    >
      <Icon name="heart" />
      {!compact && <span>{verb} Article</span>}{' '}
      <span className="counter">{compact ? favoritesCount : `(${favoritesCount})`}</span>
    </button>
  )
}
