// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

import type {
  Fields,
} from '../forms/fields'

export const ArticleChangesFields = {
  body: { required: false, minLength: 1, maxLength: 100000 },
  description: { required: false, minLength: 1, maxLength: 1000 },
  tagList: { required: false, maxItems: 20 },
  title: { required: false, minLength: 1, maxLength: 200 },
} as const satisfies Fields

export const ArticleChangesRequestFields = {
  article: { required: true },
} as const satisfies Fields

export const CredentialsFields = {
  email: { required: true, minLength: 1, maxLength: 254 },
  password: { required: true, minLength: 1, maxLength: 256 },
} as const satisfies Fields

export const LoginRequestFields = {
  user: { required: true },
} as const satisfies Fields

export const NewArticleFields = {
  title: { required: true, minLength: 1, maxLength: 200 },
  description: { required: true, minLength: 1, maxLength: 1000 },
  body: { required: true, minLength: 1, maxLength: 100000 },
  tagList: { required: false, maxItems: 20 },
} as const satisfies Fields

export const NewArticleRequestFields = {
  article: { required: true },
} as const satisfies Fields

export const NewCommentFields = {
  body: { required: true, minLength: 1, maxLength: 10000 },
} as const satisfies Fields

export const NewCommentRequestFields = {
  comment: { required: true },
} as const satisfies Fields

export const NewUserFields = {
  username: { required: true, minLength: 1, maxLength: 64 },
  email: { required: true, minLength: 3, maxLength: 254 },
  password: { required: true, minLength: 8, maxLength: 256 },
} as const satisfies Fields

export const NewUserRequestFields = {
  user: { required: true },
} as const satisfies Fields

export const UserChangesFields = {
  bio: { required: false, maxLength: 2000 },
  email: { required: false, minLength: 3, maxLength: 254 },
  image: { required: false, maxLength: 2000 },
  password: { required: false, minLength: 8, maxLength: 256 },
  username: { required: false, minLength: 1, maxLength: 64 },
} as const satisfies Fields

export const UserChangesRequestFields = {
  user: { required: true },
} as const satisfies Fields
