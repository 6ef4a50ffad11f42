import { useMutation, useQueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-browser-location'
import { explain } from '../api'
import { notify } from '../app/notices'
import { paths } from '../app/paths'
import { deleteArticle } from '../generated/operations'
import type { ArticlePreview } from '../generated/types'
import { keys } from './keys'

/**
 * Delete an article, then leave its page. Not optimistic: after an error, a return to the page would confuse more than
 * the wait for the response.
 */
export function useDeleteArticle({ slug, title }: ArticlePreview) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => deleteArticle({ path: { slug } }),
    onSuccess: () => {
      navigate(paths.home)
      client.removeQueries({ queryKey: keys.lists })
      client.removeQueries({ queryKey: keys.article(slug) })
      void client.invalidateQueries({ queryKey: keys.tags })
      notify('done', `“${title}” is deleted.`)
    },
    onError: (error) => notify('problem', `“${title}” could not be deleted. ${explain(error)}`),
  })
}
