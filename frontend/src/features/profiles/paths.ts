/** URLs of a profile. */
export const profilePaths = {
  profile: (username: string) => `/profile/${encodeURIComponent(username)}`,
  favorites: (username: string) => `/profile/${encodeURIComponent(username)}/favorites`,
} as const
