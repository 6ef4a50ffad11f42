import { useMutation, useQueryClient } from '@tanstack/react-query'
import { explain } from '../../api'
import { updateCopies } from '../../cache/copies'
import { favoriteArticle, unfavoriteArticle } from '../../generated/operations'
import type { ArticlePreview } from '../../generated/types'
import { notify } from '../../notices/notices'
import { keys } from './keys'

type FavoriteState = Pick<ArticlePreview, 'favorited' | 'favoritesCount'>

/** Favourite or unfavourite with an optimistic update, reverted with a notice after an error. */
export function useFavorite(article: ArticlePreview) {
  const client = useQueryClient()
  const { slug, title } = article

  function show(update: (cached: FavoriteState) => FavoriteState): void {
    updateCopies(
      client,
      (cached): cached is ArticlePreview =>
        'favoritesCount' in cached && 'slug' in cached && cached.slug === slug,
      (cached) => ({ ...cached, ...update(cached) }),
    )
  }

  return useMutation({
    scope: { id: `favorite ${slug}` },
    mutationFn: (favorited: boolean) =>
      (favorited ? favoriteArticle : unfavoriteArticle)({ path: { slug } }),
    onMutate: async (favorited) => {
      await client.cancelQueries({ queryKey: keys.article(slug) })
      show((cached) => setFavorited(cached, favorited))
    },
    onSuccess: ({ article: { favorited, favoritesCount } }) => {
      show(() => ({ favorited, favoritesCount }))
      void client.invalidateQueries({
        queryKey: keys.lists,
        predicate: ({ queryKey: [, feed] }) => (feed as { kind: string }).kind === 'favorites',
        // A visible list keeps an article that the user has just unfavourited.
        refetchType: 'none',
      })
    },
    onError: (error, favorited) => {
      show((cached) => setFavorited(cached, !favorited))
      notify(
        'problem',
        `“${title}” could not be ${favorited ? '' : 'un'}favorited: ${explain(error)}`,
      )
    },
  })
}

function setFavorited(state: FavoriteState, favorited: boolean): FavoriteState {
  if (state.favorited === favorited) return state
  return { favorited, favoritesCount: state.favoritesCount + (favorited ? 1 : -1) }
}
