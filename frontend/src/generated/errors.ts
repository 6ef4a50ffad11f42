// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

/** The error codes of all operations. */
export type ErrorCode =
  | 'article_forbidden'
  | 'article_not_found'
  | 'body_not_json'
  | 'body_too_large'
  | 'body_type_unsupported'
  | 'comment_forbidden'
  | 'comment_not_found'
  | 'credentials_invalid'
  | 'email_taken'
  | 'internal'
  | 'invalid'
  | 'method_not_allowed'
  | 'path_not_found'
  | 'profile_not_found'
  | 'token_invalid'
  | 'token_missing'
  | 'unavailable'
  | 'username_taken'

/** The error codes of each operation. */
export interface ErrorCodes {
  readonly listArticles: 'token_invalid' | 'invalid' | 'internal' | 'unavailable'
  readonly publishArticle: 'body_not_json' | 'token_invalid' | 'token_missing' | 'body_too_large' | 'body_type_unsupported' | 'invalid' | 'internal' | 'unavailable'
  readonly getFeed: 'token_invalid' | 'token_missing' | 'invalid' | 'internal' | 'unavailable'
  readonly deleteArticle: 'token_invalid' | 'token_missing' | 'article_forbidden' | 'article_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly getArticle: 'token_invalid' | 'article_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly reviseArticle: 'body_not_json' | 'token_invalid' | 'token_missing' | 'article_forbidden' | 'article_not_found' | 'body_too_large' | 'body_type_unsupported' | 'invalid' | 'internal' | 'unavailable'
  readonly listComments: 'token_invalid' | 'article_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly postComment: 'body_not_json' | 'token_invalid' | 'token_missing' | 'article_not_found' | 'body_too_large' | 'body_type_unsupported' | 'invalid' | 'internal' | 'unavailable'
  readonly deleteComment: 'token_invalid' | 'token_missing' | 'comment_forbidden' | 'article_not_found' | 'comment_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly unfavoriteArticle: 'token_invalid' | 'token_missing' | 'article_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly favoriteArticle: 'token_invalid' | 'token_missing' | 'article_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly getProfile: 'token_invalid' | 'profile_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly unfollowUser: 'token_invalid' | 'token_missing' | 'profile_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly followUser: 'token_invalid' | 'token_missing' | 'profile_not_found' | 'invalid' | 'internal' | 'unavailable'
  readonly listTags: 'internal' | 'unavailable'
  readonly getCurrentUser: 'token_invalid' | 'token_missing' | 'internal' | 'unavailable'
  readonly updateCurrentUser: 'body_not_json' | 'token_invalid' | 'token_missing' | 'email_taken' | 'username_taken' | 'body_too_large' | 'body_type_unsupported' | 'invalid' | 'internal' | 'unavailable'
  readonly registerUser: 'body_not_json' | 'email_taken' | 'username_taken' | 'body_too_large' | 'body_type_unsupported' | 'invalid' | 'internal' | 'unavailable'
  readonly logIn: 'body_not_json' | 'credentials_invalid' | 'body_too_large' | 'body_type_unsupported' | 'invalid' | 'internal' | 'unavailable'
  readonly isLive: 'internal' | 'unavailable'
  readonly isReady: 'internal' | 'unavailable'
}

export type OperationId = keyof ErrorCodes

/** The error codes of an operation. */
export type ErrorCodeOf<Id extends OperationId> = ErrorCodes[Id]
