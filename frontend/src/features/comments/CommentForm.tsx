import { useId } from 'react'
import { Avatar } from '../../components/Avatar'
import { ErrorMessages } from '../../components/ErrorMessages'
import { useDraft } from '../../drafts/useDraft'
import { inputProps, useSubmission } from '../../forms'
import { NewCommentFields } from '../../generated/constraints'
import { NewComment } from '../../generated/schemas'
import type { User } from '../../generated/types'
import { commentDraft, isText } from './drafts'
import { usePostComment } from './queries'

interface CommentFormProps {
  readonly slug: string
  readonly viewer: User
}

/** A form for a comment, which is shown at once. After an error, the form has the text again. */
export function CommentForm({ slug, viewer }: CommentFormProps) {
  const id = useId()
  const draft = useDraft(commentDraft(viewer.username, slug), '', isText)
  const post = usePostComment(slug, viewer)
  const { busy, messageProps, errorsFor, formProps } = useSubmission({
    schema: NewComment,
    fields: NewCommentFields,
    send: async ({ body }: { readonly body: string }) => {
      draft.change('')
      try {
        await post.mutateAsync(body)
      } catch (error) {
        draft.change(body)
        throw error
      }
    },
    onSuccess: () => undefined,
  })
  const isInvalid = errorsFor('body').length > 0
  return (
    <>
      <ErrorMessages {...messageProps} />
      <form className="card comment-form" {...formProps(() => ({ body: draft.value }))}>
        <div className="card-block">
          <label className="sr-only" htmlFor={id}>
            Your comment
          </label>
          <textarea
            id={id}
            name="body"
            className="form-control"
            placeholder="Write a comment..."
            rows={3}
            {...inputProps(NewCommentFields.body)}
            aria-invalid={isInvalid || undefined}
            value={draft.value}
            onChange={({ target }) => draft.change(target.value)}
          />
        </div>
        <div className="card-footer">
          <Avatar user={viewer} className="comment-author-img" size={28} />
          <button type="submit" className="btn btn-sm btn-primary" aria-disabled={busy}>
            Post Comment
          </button>
        </div>
      </form>
    </>
  )
}
