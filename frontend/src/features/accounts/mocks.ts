import type { User } from '../../generated/types'
import { created, ok } from '../../mocks/responses'
import type { Handlers } from '../../mocks/server'

export const user: User = {
  username: 'jake',
  email: 'jake@example.test',
  bio: null,
  image: null,
  token: 'token-of-jake',
}

export const handlers = {
  getCurrentUser: () => ok({ user }),
  updateCurrentUser: ({ body: { user: changes } }) => {
    const { password: _, ...shown } = changes
    return ok({ user: { ...user, ...shown } })
  },
  registerUser: ({ body }) => created({ user: { ...user, username: body.user.username } }),
  logIn: () => ok({ user }),
} satisfies Partial<Handlers>
