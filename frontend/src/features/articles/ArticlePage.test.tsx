import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handlers } from '../../mocks/handlers'
import { createMockFetch, errorResponse, type Handlers } from '../../mocks/server'
import { Notices } from '../../notices/Notices'
import { renderFor } from '../../testing/render'
import { user } from '../accounts/mocks'
import { comment, handlers as commentHandlers } from '../comments/mocks'
import ArticlePage from './ArticlePage'
import { article } from './mocks'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const own = { ...comment, id: 7, body: 'Mine', author: { ...comment.author, username: 'jake' } }

/** A handler whose response waits until `release` is called. */
function delayed<Response>(response: Response) {
  const gate = new EventTarget()
  const opened = new Promise((resolve) => gate.addEventListener('open', resolve))
  return {
    handler: async () => {
      await opened
      return response
    },
    release: () => gate.dispatchEvent(new Event('open')),
  }
}

async function open(changes: Partial<Handlers>, viewer: typeof user | undefined = user) {
  vi.stubGlobal('fetch', createMockFetch({ ...handlers, ...changes }))
  vi.stubGlobal('scrollTo', () => undefined)
  renderFor(
    viewer,
    <>
      <ArticlePage slug={article.slug} />
      <Notices />
    </>,
  )
  await screen.findByRole('heading', { name: article.title })
  await screen.findByRole('heading', { name: 'Comments' })
}

function button(name: RegExp) {
  return screen.findByRole('button', { name })
}

test('a favourite is shown at once, and reverted with a message when the server fails', async () => {
  const { handler, release } = delayed(errorResponse(503, 'unavailable'))
  await open({ favoriteArticle: handler })
  fireEvent.click(await button(/^Favorite Article \(2\)/))
  expect((await button(/^Unfavorite Article \(3\)/)).className).toContain('btn-primary')
  release()
  expect((await button(/^Favorite Article \(2\)/)).className).toContain('btn-outline-primary')
  expect(screen.getByRole('status', { name: '' }).textContent).toContain(
    '“How to train your dragon” could not be favorited: The server is busy.',
  )
})

test('the response replaces the optimistic number of favourites', async () => {
  await open({
    favoriteArticle: () => ({
      status: 200,
      body: { article: { ...article, favorited: true, favoritesCount: 12 } },
    }),
  })
  fireEvent.click(await button(/^Favorite Article/))
  await button(/^Unfavorite Article \(12\)/)
})

test('following is shown at once, and reverted with a message without a network', async () => {
  await open({ followUser: () => Promise.reject(new TypeError('no network')) })
  fireEvent.click(await button(/^Follow jane/))
  await screen.findByText(/^jane could not be followed: Unable to connect/)
  await button(/^Follow jane/)
})

test('a rejected comment disappears, and the form has its text again', async () => {
  const { handler, release } = delayed(errorResponse(422, 'invalid', { body: ['is not welcome'] }))
  await open({ postComment: handler })
  const field = await screen.findByPlaceholderText<HTMLTextAreaElement>('Write a comment...')
  fireEvent.change(field, { target: { value: 'A comment' } })
  fireEvent.click(await button(/Post Comment/))
  const pending = await screen.findByRole('article', { name: 'Comment by jake' })
  expect(pending.textContent).toContain('A comment')
  expect(field.value).toBe('')
  release()
  expect((await screen.findByRole('alert')).textContent).toBe('body is not welcome')
  expect(screen.queryByRole('article', { name: 'Comment by jake' })).toBeNull()
  expect(field.value).toBe('A comment')
})

test('an empty comment is not sent, and has the same message as on the server', async () => {
  const postComment = vi.fn(commentHandlers.postComment)
  await open({ postComment })
  fireEvent.click(await button(/Post Comment/))
  expect((await screen.findByRole('alert')).textContent).toBe("body can't be blank")
  expect(postComment).not.toHaveBeenCalled()
})

test('a comment whose deletion is rejected reappears at the same position', async () => {
  const { handler, release } = delayed(errorResponse(403, 'comment_forbidden'))
  await open({
    // The second request fails: the comment must reappear without a reload.
    listComments: vi
      .fn<Handlers['listComments']>()
      .mockReturnValueOnce({
        status: 200,
        body: { comments: [{ ...comment, id: 8 }, own, comment] },
      })
      .mockReturnValue(errorResponse(503, 'unavailable')),
    deleteComment: handler,
  })
  const mine = await screen.findByRole('article', { name: 'Comment by jake' })
  fireEvent.click(within(mine).getByRole('button', { name: 'Delete this comment' }))
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(2))
  release()
  await screen.findByText(/^The comment could not be deleted\./)
  const texts = screen.getAllByRole('article').map(({ textContent }) => textContent)
  expect(texts).toEqual([
    expect.stringContaining('Thank you!'),
    expect.stringContaining('Mine'),
    expect.stringContaining('Thank you!'),
  ])
})

test('only the author of a comment can delete the comment', async () => {
  await open({})
  await screen.findByText('Thank you!')
  expect(screen.queryByRole('button', { name: 'Delete this comment' })).toBeNull()
})

test('a token rejected while commenting signs out, and the text is stored as a draft', async () => {
  await open({ postComment: () => errorResponse(401, 'token_invalid') })
  const field = await screen.findByPlaceholderText('Write a comment...')
  fireEvent.change(field, { target: { value: 'A long comment' } })
  fireEvent.click(await button(/Post Comment/))
  await screen.findByText(/to add a comment/)
  expect(localStorage.getItem(`draft:jake/comment/${article.slug}`)).toBe('"A long comment"')
})

test('a missing article has an error message and a button to retry', async () => {
  vi.stubGlobal(
    'fetch',
    createMockFetch({ ...handlers, getArticle: () => errorResponse(404, 'article_not_found') }),
  )
  renderFor(undefined, <ArticlePage slug="none" />)
  expect((await screen.findByRole('alert')).textContent).toMatch(/^There is no such article/)
  vi.stubGlobal('fetch', createMockFetch(handlers))
  fireEvent.click(await button(/Try again/))
  await screen.findByRole('heading', { name: article.title })
})
