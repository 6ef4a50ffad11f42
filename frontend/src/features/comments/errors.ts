import type { OwnCode } from '../../api'

/** The sentence for a missing article is in the errors of articles. */
type CommentCode = Exclude<
  OwnCode<'listComments' | 'postComment' | 'deleteComment'>,
  'article_not_found'
>

export default {
  comment_forbidden: 'Only its author can delete this comment.',
  comment_not_found: 'This comment is not there any more.',
} satisfies Record<CommentCode, string>
