import { Avatar } from '../../components/Avatar'
import { DateTime } from '../../components/DateTime'
import { Icon } from '../../components/Icon'
import type { Comment } from '../../generated/types'
import { AppLink } from '../../routing/AppLink'
import { useViewer } from '../../session/useSession'
import { profilePaths } from '../profiles/paths'
import { isPending } from './queries'

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
        <AppLink className="comment-author" to={profilePaths.profile(author.username)}>
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
