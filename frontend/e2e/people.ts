/** Users who prepare data through the API: `const jake = await signUp('jake')`, `await jake.updateUser({…})`. */

import type { APIRequestContext } from '@playwright/test'
import type { UserChanges } from '../src/generated/types.ts'
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

  async updateUser(user: UserChanges): Promise<void> {
    await this.send('put', '/user', { user })
  }

  /** Send a request with the user's token, and return the body of the response. */
  async send(method: 'get' | 'post' | 'put', path: string, data?: object) {
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
