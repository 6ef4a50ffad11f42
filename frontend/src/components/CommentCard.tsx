import { AppLink } from '../app/AppLink'
import { paths } from '../app/paths'
import type { Comment } from '../generated/types'
import { isPending } from '../queries/comments'
import { useViewer } from '../session/useSession'
import { Avatar } from './Avatar'
import { DateTime } from './DateTime'
import { Icon } from './Icon'

interface CommentCardProps {
  readonly comment: Comment
  readonly remove: (comment: Comment) => void
}

export function CommentCard({ comment, remove }: CommentCardProps) {
  const { author, body, createdAt } = comment
  const pending = isPending(comment)
  const isOwn = useViewer()?.username === author.username
  return (
    <article
      className={pending ? 'card pending' : 'card'}
      aria-label={`Comment by ${author.username}`}
    >
      <div className="card-block">
        <p className="card-text">{body}</p>
      </div>
      <div className="card-footer">
        <Avatar user={author} className="comment-author-img" size={24} />
        <AppLink className="comment-author" to={paths.profile(author.username)}>
          {author.username}
        </AppLink>
        <DateTime at={createdAt} />
        {isOwn && !pending && (
          <span className="mod-options">
            <button
              type="button"
              className="btn-icon"
              aria-label="Delete this comment"
              onClick={() => remove(comment)}
            >
              <i className="ion-trash-a">
                <Icon name="trash" />
              </i>
            </button>
          </span>
        )}
      </div>
    </article>
  )
}
