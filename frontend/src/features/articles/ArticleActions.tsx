import { Icon } from '../../components/Icon'
import type { ArticlePreview } from '../../generated/types'
import { AppLink } from '../../routing/AppLink'
import { useViewer } from '../../session/useSession'
import { FollowButton } from '../profiles/FollowButton'
import { useDeleteArticle } from './deleteArticle'
import { FavoriteButton } from './FavoriteButton'
import { articlePaths } from './paths'

/** The actions on an article: its author can edit and delete, other users can follow and favourite. */
export function ArticleActions({ article }: { readonly article: ArticlePreview }) {
  const isOwn = useViewer()?.username === article.author.username
  const deletion = useDeleteArticle(article)
  if (!isOwn) {
    return (
      <div className="article-actions">
        <FollowButton profile={article.author} />
        <FavoriteButton article={article} />
      </div>
    )
  }
  return (
    <div className="article-actions">
      <AppLink
        className="btn btn-sm btn-outline-secondary"
        to={articlePaths.editArticle(article.slug)}
      >
        <Icon name="pen" />
        <span>Edit Article</span>
      </AppLink>
      <button
        type="button"
        className="btn btn-sm btn-outline-danger"
        aria-disabled={deletion.isPending}
        onClick={() => deletion.isPending || deletion.mutate()}
      >
        <Icon name="trash" />
        <span>Delete Article</span>
      </button>
    </div>
  )
}
