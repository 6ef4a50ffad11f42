/** Every address of the frontend: made here, and read here. */

const segment = encodeURIComponent

export const paths = {
  home: '/',
  following: '/?feed=following',
  login: '/login',
  register: '/register',
  settings: '/settings',
  newArticle: '/editor',
  tag: (tag: string) => `/tag/${segment(tag)}`,
  article: (slug: string) => `/article/${segment(slug)}`,
  editArticle: (slug: string) => `/editor/${segment(slug)}`,
  profile: (username: string) => `/profile/${segment(username)}`,
  favorites: (username: string) => `/profile/${segment(username)}/favorites`,
  /** The same address on another page of its list; the first page has no number. */
  onPage: (address: string, page: number) => {
    if (page === 1) return address
    return `${address}${address.includes('?') ? '&' : '?'}page=${page}`
  },
  /** The login page, which leads back to where somebody came from. */
  loginThen: (next: string) => `/login?next=${segment(next)}`,
} as const

/** What an address asks for. */
export type Place =
  | { readonly page: 'home' }
  | { readonly page: 'tag'; readonly tag: string }
  | { readonly page: 'login' }
  | { readonly page: 'register' }
  | { readonly page: 'settings' }
  | { readonly page: 'editor'; readonly slug: string | undefined }
  | { readonly page: 'article'; readonly slug: string }
  | { readonly page: 'profile'; readonly username: string; readonly favorites: boolean }
  | { readonly page: 'notFound' }

const NOT_FOUND: Place = { page: 'notFound' }

/**
 * The place of a pathname as the browser has it, still percent-encoded: a name may hold an encoded
 * slash, which decoding the whole path at once would turn into a separator.
 */
export function placeOf(pathname: string): Place {
  const segments = decoded(pathname)
  if (segments === undefined) return NOT_FOUND
  const [first, second, third] = segments
  switch (segments.length) {
    case 0:
      return { page: 'home' }
    case 1:
      if (first === 'login' || first === 'register' || first === 'settings') return { page: first }
      return first === 'editor' ? { page: 'editor', slug: undefined } : NOT_FOUND
    case 2:
      return placeNamed(first, second ?? '')
    case 3:
      return first === 'profile' && third === 'favorites'
        ? { page: 'profile', username: second ?? '', favorites: true }
        : NOT_FOUND
    default:
      return NOT_FOUND
  }
}

function placeNamed(kind: string | undefined, name: string): Place {
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

function decoded(pathname: string): readonly string[] | undefined {
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

/** The page number of a query string: a whole number from 1; anything else counts as 1. */
export function pageNumberOf(search: string): number {
  const given = new URLSearchParams(search).get('page') ?? ''
  return /^[1-9]\d{0,6}$/.test(given) ? Number(given) : 1
}

/** Whether a query string asks for the articles of those the reader follows. */
export function asksForFollowing(search: string): boolean {
  return new URLSearchParams(search).get('feed') === 'following'
}

/** Where to go after signing in, if the query string names a page of our own. */
export function nextOf(search: string): string | undefined {
  const next = new URLSearchParams(search).get('next')
  // Browsers read a second slash or backslash as the beginning of another host.
  return next !== null && /^\/(?![/\\])/.test(next) ? next : undefined
}
