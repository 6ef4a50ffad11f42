// Made from openapi.json by frontend/generator. To change it, change the contract (schemas/, controllers/) and run
// `make openapi`, then `npm run generate` in frontend/. An edit by hand is found by `npm run generate:check`.

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

type Refused<Code extends ErrorBody['code']> = Omit<ErrorBody, 'code'> & { readonly code: Code }

/** What each operation takes, and what it may answer, by status. */
export interface Exchanges {
  readonly listArticles: {
    readonly input: ListArticlesInput
    readonly answers: {
      readonly 200: ArticlesResponse
      readonly 401: Refused<'token_invalid'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly publishArticle: {
    readonly input: PublishArticleInput
    readonly answers: {
      readonly 201: ArticleResponse
      readonly 400: Refused<'body_not_json'>
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 413: Refused<'body_too_large'>
      readonly 415: Refused<'body_type_unsupported'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly getFeed: {
    readonly input: GetFeedInput
    readonly answers: {
      readonly 200: ArticlesResponse
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly deleteArticle: {
    readonly input: DeleteArticleInput
    readonly answers: {
      readonly 204: undefined
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 403: Refused<'article_forbidden'>
      readonly 404: Refused<'article_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly getArticle: {
    readonly input: GetArticleInput
    readonly answers: {
      readonly 200: ArticleResponse
      readonly 401: Refused<'token_invalid'>
      readonly 404: Refused<'article_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly reviseArticle: {
    readonly input: ReviseArticleInput
    readonly answers: {
      readonly 200: ArticleResponse
      readonly 400: Refused<'body_not_json'>
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 403: Refused<'article_forbidden'>
      readonly 404: Refused<'article_not_found'>
      readonly 413: Refused<'body_too_large'>
      readonly 415: Refused<'body_type_unsupported'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly listComments: {
    readonly input: ListCommentsInput
    readonly answers: {
      readonly 200: CommentsResponse
      readonly 401: Refused<'token_invalid'>
      readonly 404: Refused<'article_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly postComment: {
    readonly input: PostCommentInput
    readonly answers: {
      readonly 201: CommentResponse
      readonly 400: Refused<'body_not_json'>
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 404: Refused<'article_not_found'>
      readonly 413: Refused<'body_too_large'>
      readonly 415: Refused<'body_type_unsupported'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly deleteComment: {
    readonly input: DeleteCommentInput
    readonly answers: {
      readonly 204: undefined
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 403: Refused<'comment_forbidden'>
      readonly 404: Refused<'article_not_found' | 'comment_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly unfavoriteArticle: {
    readonly input: UnfavoriteArticleInput
    readonly answers: {
      readonly 200: ArticleResponse
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 404: Refused<'article_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly favoriteArticle: {
    readonly input: FavoriteArticleInput
    readonly answers: {
      readonly 200: ArticleResponse
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 404: Refused<'article_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly getProfile: {
    readonly input: GetProfileInput
    readonly answers: {
      readonly 200: ProfileResponse
      readonly 401: Refused<'token_invalid'>
      readonly 404: Refused<'profile_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly unfollowUser: {
    readonly input: UnfollowUserInput
    readonly answers: {
      readonly 200: ProfileResponse
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 404: Refused<'profile_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly followUser: {
    readonly input: FollowUserInput
    readonly answers: {
      readonly 200: ProfileResponse
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 404: Refused<'profile_not_found'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly listTags: {
    readonly input: Record<never, never>
    readonly answers: {
      readonly 200: TagsResponse
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly getCurrentUser: {
    readonly input: Record<never, never>
    readonly answers: {
      readonly 200: UserResponse
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly updateCurrentUser: {
    readonly input: UpdateCurrentUserInput
    readonly answers: {
      readonly 200: UserResponse
      readonly 400: Refused<'body_not_json'>
      readonly 401: Refused<'token_invalid' | 'token_missing'>
      readonly 409: Refused<'email_taken' | 'username_taken'>
      readonly 413: Refused<'body_too_large'>
      readonly 415: Refused<'body_type_unsupported'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly registerUser: {
    readonly input: RegisterUserInput
    readonly answers: {
      readonly 201: UserResponse
      readonly 400: Refused<'body_not_json'>
      readonly 409: Refused<'email_taken' | 'username_taken'>
      readonly 413: Refused<'body_too_large'>
      readonly 415: Refused<'body_type_unsupported'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly logIn: {
    readonly input: LogInInput
    readonly answers: {
      readonly 200: UserResponse
      readonly 400: Refused<'body_not_json'>
      readonly 401: Refused<'credentials_invalid'>
      readonly 413: Refused<'body_too_large'>
      readonly 415: Refused<'body_type_unsupported'>
      readonly 422: Refused<'invalid'>
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly isLive: {
    readonly input: Record<never, never>
    readonly answers: {
      readonly 200: Health
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
  readonly isReady: {
    readonly input: Record<never, never>
    readonly answers: {
      readonly 200: Health
      readonly 500: Refused<'internal'>
      readonly 503: Refused<'unavailable'>
    }
  }
}

/** Where each operation is. */
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
