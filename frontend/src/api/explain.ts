import type { ErrorCode } from '../generated/errors'
import { ApiError } from './error'

const NO_CONNECTION = 'Unable to connect. Check your connection and try again.'

/** The cause of an error and a remedy, in a sentence or two for the user. */
export function explain(error: unknown): string {
  if (!(error instanceof ApiError))
    return 'Something went wrong on this page. Reload it and try again.'
  if (error.code !== undefined) return explainCode(error.code, error.requestId)
  switch (error.kind) {
    case 'unavailable':
      return error.status === undefined ? NO_CONNECTION : explainCode('internal', error.requestId)
    case 'malformed':
      return 'The server answered something that this page does not understand. Reload it and try again.'
    case 'rejected':
      return 'The server refused this.'
  }
}

/** The `switch` is exhaustive: a new code of the contract without a text does not compile. */
function explainCode(code: ErrorCode, requestId: string | undefined): string {
  switch (code) {
    case 'article_forbidden':
      return 'Only its author can change this article.'
    case 'article_not_found':
      return 'There is no such article. It may have been deleted or renamed.'
    case 'comment_forbidden':
      return 'Only its author can delete this comment.'
    case 'comment_not_found':
      return 'This comment is not there any more.'
    case 'profile_not_found':
      return 'Nobody has this name. They may have changed it.'
    case 'credentials_invalid':
      return 'No account has this e-mail address and this password.'
    case 'email_taken':
      return 'Another account has this e-mail address.'
    case 'username_taken':
      return 'Someone else has this name. Choose another.'
    case 'token_invalid':
    case 'token_missing':
      return 'You are signed out. Sign in and try again.'
    case 'invalid':
      return 'Some of this cannot be accepted as it is.'
    case 'body_too_large':
      return 'This is larger than the server takes. Make it shorter.'
    case 'body_not_json':
    case 'body_type_unsupported':
    case 'method_not_allowed':
    case 'path_not_found':
      return 'This page asked for something that the server does not know. Reload it and try again.'
    case 'internal':
      return `The server failed.${requestId ? ` If you report it, quote ${requestId}.` : ''}`
    case 'unavailable':
      return 'The server is busy. Try again in a moment.'
  }
}
