import { queryOptions } from '@tanstack/react-query'
import { listTags } from '../generated/operations'
import { keys } from './keys'

export const popularTags = queryOptions({
  queryKey: keys.tags,
  queryFn: async ({ signal }) => (await listTags({}, { signal })).tags,
  staleTime: 5 * 60 * 1000,
})
