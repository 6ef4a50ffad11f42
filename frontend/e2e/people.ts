/** People who use the API before a browser looks: `const jake = await signUp('jake')`, `await jake.publishes({…})`. */

import type { APIRequestContext } from '@playwright/test'
import type { Article, NewArticle, UserChanges } from '../src/generated/types.ts'
import { API } from './servers.ts'

export const PASSWORD = 'it takes a jacobian'

/** Somebody with an account of their own. */
export class Person {
  constructor(
    private readonly request: APIRequestContext,
    readonly username: string,
    readonly token: string,
  ) {}

  get email(): string {
    return emailOf(this.username)
  }

  /** Publish an article, of which the title is enough, and say its slug. */
  async publishes(article: Partial<NewArticle> & { title: string }): Promise<string> {
    const whole = { description: 'About it.', body: 'The body.', tagList: [], ...article }
    const answer = await this.asks('post', '/articles', { article: whole })
    return answer['article'].slug
  }

  async comments(slug: string, body: string): Promise<void> {
    await this.asks('post', `/articles/${slug}/comments`, { comment: { body } })
  }

  async favorites(slug: string): Promise<void> {
    await this.asks('post', `/articles/${slug}/favorite`)
  }

  async changes(user: UserChanges): Promise<void> {
    await this.asks('put', '/user', { user })
  }

  /** The article as this person sees it. */
  async sees(slug: string): Promise<Article> {
    return (await this.asks('get', `/articles/${slug}`))['article']
  }

  private async asks(method: 'get' | 'post' | 'put', path: string, data?: object) {
    const headers = { Authorization: `Token ${this.token}` }
    const response = await this.request[method](API + path, { headers, ...(data && { data }) })
    if (!response.ok()) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }
}

function emailOf(username: string): string {
  return `${username.replaceAll(/\W/g, '-')}@example.test`
}

/** A name that nobody else has, in this run or another test. */
export function unique(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}`
}

/** Register somebody whose name begins like this. */
export async function register(request: APIRequestContext, name: string): Promise<Person> {
  const username = unique(name)
  const user = { username, email: emailOf(username), password: PASSWORD }
  const response = await request.post(`${API}/users`, { data: { user } })
  if (!response.ok()) throw new Error(`${username} cannot register: ${await response.text()}`)
  return new Person(request, username, (await response.json()).user.token)
}
