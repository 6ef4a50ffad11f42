// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

import type {
  DeleteArticleInput,
  DeleteCommentInput,
  FavoriteArticleInput,
  FollowUserInput,
  GetArticleInput,
  GetFeedInput,
  GetProfileInput,
  ListArticlesInput,
  ListCommentsInput,
  LogInInput,
  PostCommentInput,
  PublishArticleInput,
  RegisterUserInput,
  ReviseArticleInput,
  UnfavoriteArticleInput,
  UnfollowUserInput,
  UpdateCurrentUserInput,
} from './operations'
import type {
  ArticleResponse,
  ArticlesResponse,
  CommentResponse,
  CommentsResponse,
  ErrorBody,
  Health,
  ProfileResponse,
  TagsResponse,
  UserResponse,
} from './types.ts'

type ErrorWithCode<Code extends ErrorBody['code']> = Omit<ErrorBody, 'code'> & { readonly code: Code }

/** The input of each operation, and its responses by status. */
export interface Exchanges {
  readonly listArticles: {
    readonly input: ListArticlesInput
    readonly responses: {
      readonly 200: ArticlesResponse
      readonly 401: ErrorWithCode<'token_invalid'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly publishArticle: {
    readonly input: PublishArticleInput
    readonly responses: {
      readonly 201: ArticleResponse
      readonly 400: ErrorWithCode<'body_not_json'>
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 413: ErrorWithCode<'body_too_large'>
      readonly 415: ErrorWithCode<'body_type_unsupported'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly getFeed: {
    readonly input: GetFeedInput
    readonly responses: {
      readonly 200: ArticlesResponse
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly deleteArticle: {
    readonly input: DeleteArticleInput
    readonly responses: {
      readonly 204: undefined
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 403: ErrorWithCode<'article_forbidden'>
      readonly 404: ErrorWithCode<'article_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly getArticle: {
    readonly input: GetArticleInput
    readonly responses: {
      readonly 200: ArticleResponse
      readonly 401: ErrorWithCode<'token_invalid'>
      readonly 404: ErrorWithCode<'article_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly reviseArticle: {
    readonly input: ReviseArticleInput
    readonly responses: {
      readonly 200: ArticleResponse
      readonly 400: ErrorWithCode<'body_not_json'>
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 403: ErrorWithCode<'article_forbidden'>
      readonly 404: ErrorWithCode<'article_not_found'>
      readonly 413: ErrorWithCode<'body_too_large'>
      readonly 415: ErrorWithCode<'body_type_unsupported'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly listComments: {
    readonly input: ListCommentsInput
    readonly responses: {
      readonly 200: CommentsResponse
      readonly 401: ErrorWithCode<'token_invalid'>
      readonly 404: ErrorWithCode<'article_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly postComment: {
    readonly input: PostCommentInput
    readonly responses: {
      readonly 201: CommentResponse
      readonly 400: ErrorWithCode<'body_not_json'>
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 404: ErrorWithCode<'article_not_found'>
      readonly 413: ErrorWithCode<'body_too_large'>
      readonly 415: ErrorWithCode<'body_type_unsupported'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly deleteComment: {
    readonly input: DeleteCommentInput
    readonly responses: {
      readonly 204: undefined
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 403: ErrorWithCode<'comment_forbidden'>
      readonly 404: ErrorWithCode<'article_not_found' | 'comment_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly unfavoriteArticle: {
    readonly input: UnfavoriteArticleInput
    readonly responses: {
      readonly 200: ArticleResponse
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 404: ErrorWithCode<'article_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly favoriteArticle: {
    readonly input: FavoriteArticleInput
    readonly responses: {
      readonly 200: ArticleResponse
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 404: ErrorWithCode<'article_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly getProfile: {
    readonly input: GetProfileInput
    readonly responses: {
      readonly 200: ProfileResponse
      readonly 401: ErrorWithCode<'token_invalid'>
      readonly 404: ErrorWithCode<'profile_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly unfollowUser: {
    readonly input: UnfollowUserInput
    readonly responses: {
      readonly 200: ProfileResponse
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 404: ErrorWithCode<'profile_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly followUser: {
    readonly input: FollowUserInput
    readonly responses: {
      readonly 200: ProfileResponse
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 404: ErrorWithCode<'profile_not_found'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly listTags: {
    readonly input: Record<never, never>
    readonly responses: {
      readonly 200: TagsResponse
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly getCurrentUser: {
    readonly input: Record<never, never>
    readonly responses: {
      readonly 200: UserResponse
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly updateCurrentUser: {
    readonly input: UpdateCurrentUserInput
    readonly responses: {
      readonly 200: UserResponse
      readonly 400: ErrorWithCode<'body_not_json'>
      readonly 401: ErrorWithCode<'token_invalid' | 'token_missing'>
      readonly 409: ErrorWithCode<'email_taken' | 'username_taken'>
      readonly 413: ErrorWithCode<'body_too_large'>
      readonly 415: ErrorWithCode<'body_type_unsupported'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly registerUser: {
    readonly input: RegisterUserInput
    readonly responses: {
      readonly 201: UserResponse
      readonly 400: ErrorWithCode<'body_not_json'>
      readonly 409: ErrorWithCode<'email_taken' | 'username_taken'>
      readonly 413: ErrorWithCode<'body_too_large'>
      readonly 415: ErrorWithCode<'body_type_unsupported'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly logIn: {
    readonly input: LogInInput
    readonly responses: {
      readonly 200: UserResponse
      readonly 400: ErrorWithCode<'body_not_json'>
      readonly 401: ErrorWithCode<'credentials_invalid'>
      readonly 413: ErrorWithCode<'body_too_large'>
      readonly 415: ErrorWithCode<'body_type_unsupported'>
      readonly 422: ErrorWithCode<'invalid'>
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly isLive: {
    readonly input: Record<never, never>
    readonly responses: {
      readonly 200: Health
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
  readonly isReady: {
    readonly input: Record<never, never>
    readonly responses: {
      readonly 200: Health
      readonly 500: ErrorWithCode<'internal'>
      readonly 503: ErrorWithCode<'unavailable'>
    }
  }
}

/** The method and the path of each operation. */
export const ROUTES = {
  listArticles: { method: 'GET', path: '/api/articles' },
  publishArticle: { method: 'POST', path: '/api/articles' },
  getFeed: { method: 'GET', path: '/api/articles/feed' },
  deleteArticle: { method: 'DELETE', path: '/api/articles/{slug}' },
  getArticle: { method: 'GET', path: '/api/articles/{slug}' },
  reviseArticle: { method: 'PUT', path: '/api/articles/{slug}' },
  listComments: { method: 'GET', path: '/api/articles/{slug}/comments' },
  postComment: { method: 'POST', path: '/api/articles/{slug}/comments' },
  deleteComment: { method: 'DELETE', path: '/api/articles/{slug}/comments/{id}' },
  unfavoriteArticle: { method: 'DELETE', path: '/api/articles/{slug}/favorite' },
  favoriteArticle: { method: 'POST', path: '/api/articles/{slug}/favorite' },
  getProfile: { method: 'GET', path: '/api/profiles/{username}' },
  unfollowUser: { method: 'DELETE', path: '/api/profiles/{username}/follow' },
  followUser: { method: 'POST', path: '/api/profiles/{username}/follow' },
  listTags: { method: 'GET', path: '/api/tags' },
  getCurrentUser: { method: 'GET', path: '/api/user' },
  updateCurrentUser: { method: 'PUT', path: '/api/user' },
  registerUser: { method: 'POST', path: '/api/users' },
  logIn: { method: 'POST', path: '/api/users/login' },
  isLive: { method: 'GET', path: '/health/live' },
  isReady: { method: 'GET', path: '/health/ready' },
} as const
