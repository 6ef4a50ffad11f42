import { beforeEach, expect, test, vi } from 'vitest'
import {
  deleteArticle,
  getArticle,
  getCurrentUser,
  listArticles,
  postComment,
  updateCurrentUser,
} from '../generated/operations'
import { article, comment, handlers } from './handlers'
import { fetchFrom, type Handlers, refusal } from './server'

beforeEach(() => {
  vi.stubGlobal('fetch', fetchFrom(handlers))
})

test('every operation is answered as the contract says', async () => {
  expect(await getArticle({ path: { slug: article.slug } })).toEqual({ article })
  expect((await listArticles({ query: { tag: 'a' } })).articlesCount).toBe(1)
  expect(await deleteArticle({ path: { slug: 'a' } })).toBeUndefined()
  expect((await updateCurrentUser({ body: { user: { bio: 'New.' } } })).user.bio).toBe('New.')
})

test('a handler knows what was asked', async () => {
  const asked = vi.fn()
  const world: Handlers = {
    ...handlers,
    postComment: ({ path, body }) => {
      asked(path.slug, body.comment.body)
      return { status: 201, body: { comment } }
    },
  }
  vi.stubGlobal('fetch', fetchFrom(world))
  await postComment({ path: { slug: 'a b' }, body: { comment: { body: 'hello' } } })
  expect(asked).toHaveBeenCalledWith('a b', 'hello')
})

test('a handler may refuse with a code of its operation', async () => {
  vi.stubGlobal(
    'fetch',
    fetchFrom({
      ...handlers,
      getCurrentUser: () => refusal(401, 'token_invalid', { token: ['is invalid'] }),
    }),
  )
  await expect(getCurrentUser()).rejects.toMatchObject({
    kind: 'refused',
    code: 'token_invalid',
    status: 401,
  })
})

test('the compiler refuses a code, a status and a body that the operation does not have', () => {
  fetchFrom({
    ...handlers,
    // @ts-expect-error: the operation has no such code.
    getCurrentUser: () => refusal(401, 'article_forbidden'),
    // @ts-expect-error: the operation has no such status.
    listTags: () => ({ status: 201, body: { tags: [] } }),
    // @ts-expect-error: the body lacks a member.
    listComments: () => ({ status: 200, body: {} }),
  })
  const { isReady: _, ...lacking } = handlers
  // @ts-expect-error: an operation without a handler.
  fetchFrom(lacking)
})
