import { useMutation, useQueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-browser-location'
import { explain } from '../../api'
import { deleteArticle } from '../../generated/operations'
import type { ArticlePreview } from '../../generated/types'
import { notify } from '../../notices/notices'
import { paths } from '../../routing/paths'
import { TAGS_KEY } from '../tags/queries'
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
      void client.invalidateQueries({ queryKey: TAGS_KEY })
      notify('done', `“${title}” is deleted.`)
    },
    onError: (error) => notify('problem', `“${title}” could not be deleted. ${explain(error)}`),
  })
}
