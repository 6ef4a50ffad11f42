import { useMutation, useQueryClient } from '@tanstack/react-query'
import { explain } from '../api'
import { notify } from '../app/notices'
import { favoriteArticle, unfavoriteArticle } from '../generated/operations'
import type { ArticlePreview } from '../generated/types'
import { reviseArticles } from './cachedArticles'
import { keys } from './keys'

type Favor = Pick<ArticlePreview, 'favorited' | 'favoritesCount'>

/** Favourite or not: shown at once everywhere, and taken back with a reason if it fails. */
export function useFavorite(article: ArticlePreview) {
  const client = useQueryClient()
  const { slug, title } = article

  function show(favor: (known: Favor) => Favor): void {
    reviseArticles(
      client,
      (known) => known.slug === slug,
      (known) => ({ ...known, ...favor(known) }),
    )
  }

  return useMutation({
    scope: { id: `favorite ${slug}` },
    mutationFn: (favorited: boolean) =>
      (favorited ? favoriteArticle : unfavoriteArticle)({ path: { slug } }),
    onMutate: async (favorited) => {
      await client.cancelQueries({ queryKey: keys.article(slug) })
      show((known) => weighed(known, favorited))
    },
    onSuccess: ({ article: { favorited, favoritesCount } }) => {
      show(() => ({ favorited, favoritesCount }))
      void client.invalidateQueries({
        queryKey: keys.lists,
        predicate: ({ queryKey: [, feed] }) => (feed as { kind: string }).kind === 'favorites',
        // A list that is looked at does not lose an article while the finger is still on it.
        refetchType: 'none',
      })
    },
    onError: (error, favorited) => {
      show((known) => weighed(known, !favorited))
      notify(
        'problem',
        `“${title}” could not be ${favorited ? '' : 'un'}favorited: ${explain(error)}`,
      )
    },
  })
}

function weighed(known: Favor, favorited: boolean): Favor {
  if (known.favorited === favorited) return known
  return { favorited, favoritesCount: known.favoritesCount + (favorited ? 1 : -1) }
}
