/** The vocabulary of the example: articles, comments and favourites, prepared through the API, and their locators. */

import type { Locator, Page } from '@playwright/test'
import type { Article, NewArticle } from '../src/generated/types.ts'
import type { Person } from './people.ts'

/** Publish an article, with defaults for all members but the title, and return its slug. */
export async function publish(
  author: Person,
  article: Partial<NewArticle> & { title: string },
): Promise<string> {
  const newArticle = { description: 'About it.', body: 'The body.', tagList: [], ...article }
  const response = await author.send('post', '/articles', { article: newArticle })
  return response['article'].slug
}

export async function comment(author: Person, slug: string, body: string): Promise<void> {
  await author.send('post', `/articles/${slug}/comments`, { comment: { body } })
}

export async function favorite(reader: Person, slug: string): Promise<void> {
  await reader.send('post', `/articles/${slug}/favorite`)
}

/** The article as a user sees the article. */
export async function getArticle(reader: Person, slug: string): Promise<Article> {
  return (await reader.send('get', `/articles/${slug}`))['article']
}

/** The articles in a list. */
export function previews(page: Page): Locator {
  return page.locator('.article-preview')
}

/** The posted comments. */
export function comments(page: Page): Locator {
  return page.locator('.card:not(.comment-form) .card-block')
}
