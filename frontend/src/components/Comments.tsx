import { useQuery } from '@tanstack/react-query'
import { explain } from '../api'
import { AppLink } from '../app/AppLink'
import { paths } from '../app/paths'
import { comments, useDeleteComment } from '../queries/comments'
import { useSession } from '../session/useSession'
import { CommentCard } from './CommentCard'
import { CommentForm } from './CommentForm'
import { ErrorMessages } from './ErrorMessages'
import { LoadFailure } from './LoadFailure'

/** The comments on an article, and the form for a new comment. */
export function Comments({ slug }: { readonly slug: string }) {
  const { data, error, refetch } = useQuery(comments(slug))
  const session = useSession()
  const deletion = useDeleteComment(slug)
  return (
    <section className="comments" aria-labelledby="comments">
      <h2 id="comments">Comments</h2>
      {session.state === 'authenticated' && (
        <CommentForm key={session.user.username} slug={slug} viewer={session.user} />
      )}
      {session.state === 'unauthenticated' && <SignInToComment slug={slug} />}
      {session.state === 'loading' && <div className="skeleton comment-form-skeleton" />}
      <ErrorMessages
        messages={
          deletion.error ? [`The comment could not be deleted. ${explain(deletion.error)}`] : []
        }
      />
      {data === undefined && error !== null && <LoadFailure error={error} retry={refetch} />}
      {data === undefined && error === null && (
        <div className="skeleton comment-skeleton" role="status" aria-label="Loading comments" />
      )}
      {data?.map((comment) => (
        <CommentCard key={comment.id} comment={comment} remove={deletion.mutate} />
      ))}
    </section>
  )
}

function SignInToComment({ slug }: { readonly slug: string }) {
  return (
    <p className="sign-in-to-comment">
      <AppLink to={paths.loginWithNext(paths.article(slug))}>Sign in</AppLink> to add a comment.
    </p>
  )
}
