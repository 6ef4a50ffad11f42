import { ok } from '../../mocks/responses'
import type { Handlers } from '../../mocks/server'

export const handlers = {
  listTags: () => ok({ tags: ['dragons', 'training'] }),
} satisfies Partial<Handlers>
