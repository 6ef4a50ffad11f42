import { queryOptions } from '@tanstack/react-query'
import { listTags } from '../../generated/operations'

export const TAGS_KEY = ['tags'] as const

export const popularTags = queryOptions({
  queryKey: TAGS_KEY,
  queryFn: async ({ signal }) => (await listTags({}, { signal })).tags,
  staleTime: 5 * 60 * 1000,
})
