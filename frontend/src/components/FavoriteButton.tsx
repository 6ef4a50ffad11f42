import type { ArticlePreview } from '../generated/types'
import { useFavorite } from '../queries/favorites'
import { useSignInFirst } from '../session/useSignInFirst'
import { Icon } from './Icon'

interface FavoriteButtonProps {
  readonly article: ArticlePreview
  /** In a list, the number is enough; the words are there to be heard. */
  readonly compact?: boolean
}

export function FavoriteButton({ article, compact = false }: FavoriteButtonProps) {
  const favorite = useFavorite(article)
  const signInFirst = useSignInFirst()
  const { favorited, favoritesCount, title } = article
  const verb = favorited ? 'Unfavorite' : 'Favorite'
  return (
    <button
      type="button"
      className={`btn btn-sm favorite ${favorited ? 'btn-primary' : 'btn-outline-primary'}`}
      aria-label={compact ? `${verb} ${title} (${favoritesCount})` : undefined}
      onClick={signInFirst(() => favorite.mutate(!favorited))}
    >
      <Icon name="heart" />
      {!compact && <span>{verb} Article</span>}{' '}
      <span className="counter">{compact ? favoritesCount : `(${favoritesCount})`}</span>
    </button>
  )
}
