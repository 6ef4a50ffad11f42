/** Users who prepare data through the API: `const jake = await signUp('jake')`, `await jake.publish({…})`. */

import type { APIRequestContext } from '@playwright/test'
import type { Article, NewArticle, UserChanges } from '../src/generated/types.ts'
import { API } from './servers.ts'

export const PASSWORD = 'it takes a jacobian'

/** A user with an account. */
export class Person {
  constructor(
    private readonly request: APIRequestContext,
    readonly username: string,
    readonly token: string,
  ) {}

  get email(): string {
    return emailOf(this.username)
  }

  /** Publish an article, with defaults for all members but the title, and return its slug. */
  async publish(article: Partial<NewArticle> & { title: string }): Promise<string> {
    const newArticle = { description: 'About it.', body: 'The body.', tagList: [], ...article }
    const response = await this.send('post', '/articles', { article: newArticle })
    return response['article'].slug
  }

  async comment(slug: string, body: string): Promise<void> {
    await this.send('post', `/articles/${slug}/comments`, { comment: { body } })
  }

  async favorite(slug: string): Promise<void> {
    await this.send('post', `/articles/${slug}/favorite`)
  }

  async updateUser(user: UserChanges): Promise<void> {
    await this.send('put', '/user', { user })
  }

  /** The article as this user sees the article. */
  async getArticle(slug: string): Promise<Article> {
    return (await this.send('get', `/articles/${slug}`))['article']
  }

  private async send(method: 'get' | 'post' | 'put', path: string, data?: object) {
    const headers = { Authorization: `Token ${this.token}` }
    const response = await this.request[method](API + path, { headers, ...(data && { data }) })
    if (!response.ok()) throw new Error(`${method} ${path}: ${await response.text()}`)
    return response.json()
  }
}

function emailOf(username: string): string {
  return `${username.replaceAll(/\W/g, '-')}@example.test`
}

/** A name that no other test uses, in any run. */
export function uniqueName(name: string): string {
  return `${name}-${crypto.randomUUID().slice(0, 8)}`
}

/** Register a user with a unique name that begins with `name`. */
export async function register(request: APIRequestContext, name: string): Promise<Person> {
  const username = uniqueName(name)
  const user = { username, email: emailOf(username), password: PASSWORD }
  const response = await request.post(`${API}/users`, { data: { user } })
  if (!response.ok()) throw new Error(`${username} cannot register: ${await response.text()}`)
  return new Person(request, username, (await response.json()).user.token)
}
