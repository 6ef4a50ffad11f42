/** URLs of the pages with articles. */

import { comment, favorite, publish } from './example.ts'
import type { Examples } from './pages.ts'
import type { Person } from './people.ts'

const BODY =
  '# A heading\n\nText with a [link](/) and `code`.\n\n```python\nprint("dragon")\n```\n\n> Quoted.\n\n| a | b |\n|---|---|\n| 1 | 2 |'

async function publishWithComment(jake: Person): Promise<string> {
  const slug = await publish(jake, { title: 'How to train', body: BODY, tagList: ['dragons'] })
  await comment(jake, slug, 'It does!')
  await favorite(jake, slug)
  return slug
}

export const examples: Examples = {
  '/': async () => ['/', '/?feed=following'],
  '/tag/:tag': async () => ['/tag/dragons'],
  '/article/:slug': async (jake) => [`/article/${await publishWithComment(jake)}`],
  '/editor/:slug?': async (jake) => ['/editor', `/editor/${await publishWithComment(jake)}`],
  '/profile/:username': async (jake) => {
    await publishWithComment(jake)
    return [`/profile/${jake.username}`]
  },
  '/profile/:username/favorites': async (jake) => {
    await publishWithComment(jake)
    return [`/profile/${jake.username}/favorites`]
  },
}
