import type { Article, ArticlePreview } from '../../generated/types'
import { created, noContent, ok } from '../../mocks/responses'
import type { Handlers } from '../../mocks/server'
import { jane } from '../profiles/mocks'

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

const { body: _, ...preview } = article
const articles: readonly ArticlePreview[] = [preview]

export const handlers = {
  listArticles: () => ok({ articles, articlesCount: articles.length }),
  getFeed: () => ok({ articles, articlesCount: articles.length }),
  getArticle: () => ok({ article }),
  publishArticle: ({ body }) => created({ article: { ...article, title: body.article.title } }),
  reviseArticle: () => ok({ article }),
  deleteArticle: () => noContent,
  favoriteArticle: () => ok({ article: { ...article, favorited: true, favoritesCount: 3 } }),
  unfavoriteArticle: () => ok({ article }),
} satisfies Partial<Handlers>
