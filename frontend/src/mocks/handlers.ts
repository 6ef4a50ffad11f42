/** A handler for every operation, with a success response. Tests replace single handlers. */

import type { Article, ArticlePreview, Comment, Profile, User } from '../generated/types'
import type { Handlers } from './server'

export const jane: Profile = { username: 'jane', bio: 'Writes.', image: null, following: false }

export const user: User = {
  username: 'jake',
  email: 'jake@example.test',
  bio: null,
  image: null,
  token: 'token-of-jake',
}

export const article: Article = {
  slug: 'how-to-train-your-dragon',
  title: 'How to train your dragon',
  description: 'Ever wonder how?',
  body: 'It takes a **Jacobian**.',
  tagList: ['dragons', 'training'],
  createdAt: '2026-01-31T12:00:00Z',
  updatedAt: '2026-01-31T12:00:00Z',
  favorited: false,
  favoritesCount: 2,
  author: jane,
}

export const comment: Comment = {
  id: 1,
  body: 'Thank you!',
  createdAt: '2026-02-01T12:00:00Z',
  updatedAt: '2026-02-01T12:00:00Z',
  author: jane,
}

const { body: _, ...preview } = article
const articles: readonly ArticlePreview[] = [preview]

const ok = <Body>(body: Body) => ({ status: 200 as const, body })
const created = <Body>(body: Body) => ({ status: 201 as const, body })
const noContent = { status: 204 as const, body: undefined }

export const handlers: Handlers = {
  listArticles: () => ok({ articles, articlesCount: articles.length }),
  getFeed: () => ok({ articles, articlesCount: articles.length }),
  getArticle: () => ok({ article }),
  publishArticle: ({ body }) => created({ article: { ...article, title: body.article.title } }),
  reviseArticle: () => ok({ article }),
  deleteArticle: () => noContent,
  favoriteArticle: () => ok({ article: { ...article, favorited: true, favoritesCount: 3 } }),
  unfavoriteArticle: () => ok({ article }),
  listComments: () => ok({ comments: [comment] }),
  postComment: ({ body }) => created({ comment: { ...comment, ...body.comment, id: 2 } }),
  deleteComment: () => noContent,
  getProfile: () => ok({ profile: jane }),
  followUser: () => ok({ profile: { ...jane, following: true } }),
  unfollowUser: () => ok({ profile: jane }),
  listTags: () => ok({ tags: ['dragons', 'training'] }),
  getCurrentUser: () => ok({ user }),
  updateCurrentUser: ({ body: { user: changes } }) => {
    const { password: _, ...shown } = changes
    return ok({ user: { ...user, ...shown } })
  },
  registerUser: ({ body }) => created({ user: { ...user, username: body.user.username } }),
  logIn: () => ok({ user }),
  isLive: () => ok({ status: 'ok' }),
  isReady: () => ok({ status: 'ok' }),
}
