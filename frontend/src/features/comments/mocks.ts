import type { Comment } from '../../generated/types'
import { created, noContent, ok } from '../../mocks/responses'
import type { Handlers } from '../../mocks/server'
import { jane } from '../profiles/mocks'

export const comment: Comment = {
  id: 1,
  body: 'Thank you!',
  createdAt: '2026-02-01T12:00:00Z',
  updatedAt: '2026-02-01T12:00:00Z',
  author: jane,
}

export const handlers = {
  listComments: () => ok({ comments: [comment] }),
  postComment: ({ body }) => created({ comment: { ...comment, ...body.comment, id: 2 } }),
  deleteComment: () => noContent,
} satisfies Partial<Handlers>
