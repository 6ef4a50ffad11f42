/** URLs of the pages that every application has. The URLs of a feature's pages are in its `paths.ts`. */

export const paths = {
  home: '/',
  login: '/login',
  register: '/register',
  settings: '/settings',
  /** The login page, which redirects to `next` afterwards. */
  loginWithNext: (next: string) => `/login?next=${encodeURIComponent(next)}`,
} as const

/** The path to open after signing in; undefined without a path on this host. */
export function parseNext(search: string): string | undefined {
  const next = new URLSearchParams(search).get('next')
  // After a second slash or backslash, browsers expect another host.
  return next !== null && /^\/(?![/\\])/.test(next) ? next : undefined
}
