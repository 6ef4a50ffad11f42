/** A handler for every operation, with a success response. Tests replace single handlers. */

import { ok } from './responses'
import type { Handlers } from './server'

const health = {
  isLive: () => ok({ status: 'ok' }),
  isReady: () => ok({ status: 'ok' }),
} satisfies Partial<Handlers>

/** The `mocks.ts` of each feature has the handlers of its operations. */
const modules = import.meta.glob<{ readonly handlers: Partial<Handlers> }>(
  '../features/*/mocks.ts',
  { eager: true },
)

export const handlers: Partial<Handlers> = Object.assign(
  {},
  health,
  ...Object.values(modules).map((module) => module.handlers),
)
