import { navigate } from 'wouter/use-browser-location'
import { paths } from '../app/paths'
import { useSession } from './useSession'

/** Wraps what only those who are signed in can do: all others are led to the login page, and back. */
export function useSignInFirst(): (action: () => void) => () => void {
  const anonymous = useSession().state === 'unauthenticated'
  return (action) => () => {
    if (!anonymous) return action()
    const { pathname, search } = window.location
    navigate(paths.login, { state: { next: pathname + search } })
  }
}
