/** The page of the articles with a tag. */
export function tagPath(tag: string): string {
  return `/tag/${encodeURIComponent(tag)}`
}
