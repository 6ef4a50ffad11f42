import { navigate } from 'wouter/use-browser-location'
import { paths } from '../routing/paths'
import { useSession } from './useSession'

/** Wraps an action that requires a signed-in user: other users go to the login page, which leads back. */
export function useRequireAuth(): (action: () => void) => () => void {
  const isAnonymous = useSession().state === 'unauthenticated'
  return (action) => () => {
    if (!isAnonymous) return action()
    const { pathname, search } = window.location
    navigate(paths.login, { state: { next: pathname + search } })
  }
}
