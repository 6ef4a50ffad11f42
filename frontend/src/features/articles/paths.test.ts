import { expect, test } from 'vitest'
import { isFollowingFeed } from './paths'

test('only feed=following selects the following feed', () => {
  expect(isFollowingFeed('feed=following&page=2')).toBe(true)
  expect(isFollowingFeed('feed=all')).toBe(false)
})
