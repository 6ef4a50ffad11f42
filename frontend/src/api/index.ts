export type { RequestOptions } from './client'
export { ApiError, type ApiErrorKind } from './error'
export { explain } from './explain'
export { configure, type Settings } from './settings'
