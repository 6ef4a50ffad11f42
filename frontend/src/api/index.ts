export type { RequestOptions } from './client'
export { ApiError, type ApiErrorKind } from './error'
export { explain, type OwnCode } from './explain'
export { configure, type Explanations, type Settings } from './settings'
