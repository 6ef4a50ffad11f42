import './comments.css'
import { useQuery } from '@tanstack/react-query'
import { usePathname } from 'wouter/use-browser-location'
import { explain } from '../../api'
import { ErrorMessages } from '../../components/ErrorMessages'
import { LoadFailure } from '../../components/LoadFailure'
import { AppLink } from '../../routing/AppLink'
import { paths } from '../../routing/paths'
import { useSession } from '../../session/useSession'
import { CommentCard } from './CommentCard'
import { CommentForm } from './CommentForm'
import { comments, useDeleteComment } from './queries'

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
      {session.state === 'unauthenticated' && <SignInToComment />}
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

function SignInToComment() {
  const pathname = usePathname()
  return (
    <p className="sign-in-to-comment">
      <AppLink to={paths.loginWithNext(pathname)}>Sign in</AppLink> to add a comment.
    </p>
  )
}
