/** URLs of the frontend: building and parsing. */

const encode = encodeURIComponent

export const paths = {
  home: '/',
  following: '/?feed=following',
  login: '/login',
  register: '/register',
  settings: '/settings',
  newArticle: '/editor',
  tag: (tag: string) => `/tag/${encode(tag)}`,
  article: (slug: string) => `/article/${encode(slug)}`,
  editArticle: (slug: string) => `/editor/${encode(slug)}`,
  profile: (username: string) => `/profile/${encode(username)}`,
  favorites: (username: string) => `/profile/${encode(username)}/favorites`,
  /** A list's URL with a page number; the URL of the first page has none. */
  withPage: (url: string, page: number) => {
    if (page === 1) return url
    return `${url}${url.includes('?') ? '&' : '?'}page=${page}`
  },
  /** The login page, which redirects to `next` afterwards. */
  loginWithNext: (next: string) => `/login?next=${encode(next)}`,
} as const

/** The page of a URL, with its parameters. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'tag'; readonly tag: string }
  | { readonly page: 'login' }
  | { readonly page: 'register' }
  | { readonly page: 'settings' }
  | { readonly page: 'editor'; readonly slug: string | undefined }
  | { readonly page: 'article'; readonly slug: string }
  | { readonly page: 'profile'; readonly username: string; readonly favorites: boolean }
  | { readonly page: 'notFound' }

const NOT_FOUND: Route = { page: 'notFound' }

/**
 * The route of a percent-encoded pathname. Each segment is decoded separately, because a name may contain an encoded
 * slash, which is not a separator.
 */
export function parseRoute(pathname: string): Route {
  const segments = decodeSegments(pathname)
  if (segments === undefined) return NOT_FOUND
  const [first, second, third] = segments
  switch (segments.length) {
    case 0:
      return { page: 'home' }
    case 1:
      if (first === 'login' || first === 'register' || first === 'settings') return { page: first }
      return first === 'editor' ? { page: 'editor', slug: undefined } : NOT_FOUND
    case 2:
      return parseTwoSegments(first, second ?? '')
    case 3:
      return first === 'profile' && third === 'favorites'
        ? { page: 'profile', username: second ?? '', favorites: true }
        : NOT_FOUND
    default:
      return NOT_FOUND
  }
}

function parseTwoSegments(kind: string | undefined, name: string): Route {
  switch (kind) {
    case 'tag':
      return { page: 'tag', tag: name }
    case 'article':
      return { page: 'article', slug: name }
    case 'editor':
      return { page: 'editor', slug: name }
    case 'profile':
      return { page: 'profile', username: name, favorites: false }
    default:
      return NOT_FOUND
  }
}

function decodeSegments(pathname: string): readonly string[] | undefined {
  try {
    return pathname
      .replace(/^\/|\/$/g, '')
      .split('/')
      .filter(Boolean)
      .map(decodeURIComponent)
  } catch {
    return undefined
  }
}

/** The page number of a query string: a whole number from 1, and 1 for any other value. */
export function parsePageNumber(search: string): number {
  const page = new URLSearchParams(search).get('page') ?? ''
  return /^[1-9]\d{0,6}$/.test(page) ? Number(page) : 1
}

/** Whether a query string selects the feed of followed authors. */
export function isFollowingFeed(search: string): boolean {
  return new URLSearchParams(search).get('feed') === 'following'
}

/** The path to open after signing in; undefined without a path on this host. */
export function parseNext(search: string): string | undefined {
  const next = new URLSearchParams(search).get('next')
  // After a second slash or backslash, browsers expect another host.
  return next !== null && /^\/(?![/\\])/.test(next) ? next : undefined
}
