// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

import { type RequestOptions, send } from '../api/client'
import * as schemas from './schemas'
import type {
  ArticleChangesRequest,
  ArticleResponse,
  ArticlesResponse,
  CommentResponse,
  CommentsResponse,
  Health,
  LoginRequest,
  NewArticleRequest,
  NewCommentRequest,
  NewUserRequest,
  ProfileResponse,
  TagsResponse,
  UserChangesRequest,
  UserResponse,
} from './types'

export interface ListArticlesInput {
  readonly query?: {
    /** Only articles by the user with this username. */
    readonly author?: string
    /** Only favourites of the user with this username. */
    readonly favorited?: string
    /** The maximum number of items. Default: `20`. */
    readonly limit?: number
    /** The number of newest items to skip. Default: `0`. */
    readonly offset?: number
    /** Only articles with this tag. */
    readonly tag?: string
  }
}

/** List articles, newest first. An article must match all given filters. */
export function listArticles(input: ListArticlesInput = {}, options?: RequestOptions): Promise<ArticlesResponse> {
  return send({ method: 'GET', path: '/api/articles', token: 'optional', responseBody: schemas.ArticlesResponse }, input, options)
}

export interface PublishArticleInput {
  readonly body: NewArticleRequest
}

/** Publish an article. */
export function publishArticle(input: PublishArticleInput, options?: RequestOptions): Promise<ArticleResponse> {
  return send({ method: 'POST', path: '/api/articles', token: 'required', responseBody: schemas.ArticleResponse }, input, options)
}

export interface GetFeedInput {
  readonly query?: {
    /** The maximum number of items. Default: `20`. */
    readonly limit?: number
    /** The number of newest items to skip. Default: `0`. */
    readonly offset?: number
  }
}

/** List the articles of followed users, newest first. */
export function getFeed(input: GetFeedInput = {}, options?: RequestOptions): Promise<ArticlesResponse> {
  return send({ method: 'GET', path: '/api/articles/feed', token: 'required', responseBody: schemas.ArticlesResponse }, input, options)
}

export interface DeleteArticleInput {
  readonly path: {
    /** The slug of the article. */
    readonly slug: string
  }
}

/** Delete an article of the current user, with its comments and favourites. */
export function deleteArticle(input: DeleteArticleInput, options?: RequestOptions): Promise<void> {
  return send({ method: 'DELETE', path: '/api/articles/{slug}', token: 'required', responseBody: undefined }, input, options)
}

export interface GetArticleInput {
  readonly path: {
    /** The slug of the article. */
    readonly slug: string
  }
}

/** Get an article. */
export function getArticle(input: GetArticleInput, options?: RequestOptions): Promise<ArticleResponse> {
  return send({ method: 'GET', path: '/api/articles/{slug}', token: 'optional', responseBody: schemas.ArticleResponse }, input, options)
}

export interface ReviseArticleInput {
  readonly path: {
    /** The slug of the article. */
    readonly slug: string
  }
  readonly body: ArticleChangesRequest
}

/** Revise an article of the current user. A new title gives the article a new slug. */
export function reviseArticle(input: ReviseArticleInput, options?: RequestOptions): Promise<ArticleResponse> {
  return send({ method: 'PUT', path: '/api/articles/{slug}', token: 'required', responseBody: schemas.ArticleResponse }, input, options)
}

export interface ListCommentsInput {
  readonly path: {
    /** The slug of the article. */
    readonly slug: string
  }
}

/** List the comments on an article, newest first. */
export function listComments(input: ListCommentsInput, options?: RequestOptions): Promise<CommentsResponse> {
  return send({ method: 'GET', path: '/api/articles/{slug}/comments', token: 'optional', responseBody: schemas.CommentsResponse }, input, options)
}

export interface PostCommentInput {
  readonly path: {
    /** The slug of the article. */
    readonly slug: string
  }
  readonly body: NewCommentRequest
}

/** Comment on an article. */
export function postComment(input: PostCommentInput, options?: RequestOptions): Promise<CommentResponse> {
  return send({ method: 'POST', path: '/api/articles/{slug}/comments', token: 'required', responseBody: schemas.CommentResponse }, input, options)
}

export interface DeleteCommentInput {
  readonly path: {
    /** The id of the comment. */
    readonly id: number
    /** The slug of the article. */
    readonly slug: string
  }
}

/** Delete a comment of the current user. */
export function deleteComment(input: DeleteCommentInput, options?: RequestOptions): Promise<void> {
  return send({ method: 'DELETE', path: '/api/articles/{slug}/comments/{id}', token: 'required', responseBody: undefined }, input, options)
}

export interface UnfavoriteArticleInput {
  readonly path: {
    /** The slug of the article. */
    readonly slug: string
  }
}

/** Remove an article from the favourites of the current user. A missing favourite is not an error. */
export function unfavoriteArticle(input: UnfavoriteArticleInput, options?: RequestOptions): Promise<ArticleResponse> {
  return send({ method: 'DELETE', path: '/api/articles/{slug}/favorite', token: 'required', responseBody: schemas.ArticleResponse }, input, options)
}

export interface FavoriteArticleInput {
  readonly path: {
    /** The slug of the article. */
    readonly slug: string
  }
}

/** Add an article to the favourites of the current user. Repeated requests have no further effect. */
export function favoriteArticle(input: FavoriteArticleInput, options?: RequestOptions): Promise<ArticleResponse> {
  return send({ method: 'POST', path: '/api/articles/{slug}/favorite', token: 'required', responseBody: schemas.ArticleResponse }, input, options)
}

export interface GetProfileInput {
  readonly path: {
    /** The username, in any case. */
    readonly username: string
  }
}

/** Get the profile of a user. */
export function getProfile(input: GetProfileInput, options?: RequestOptions): Promise<ProfileResponse> {
  return send({ method: 'GET', path: '/api/profiles/{username}', token: 'optional', responseBody: schemas.ProfileResponse }, input, options)
}

export interface UnfollowUserInput {
  readonly path: {
    /** The username, in any case. */
    readonly username: string
  }
}

/** Unfollow a user. A missing follow is not an error. */
export function unfollowUser(input: UnfollowUserInput, options?: RequestOptions): Promise<ProfileResponse> {
  return send({ method: 'DELETE', path: '/api/profiles/{username}/follow', token: 'required', responseBody: schemas.ProfileResponse }, input, options)
}

export interface FollowUserInput {
  readonly path: {
    /** The username, in any case. */
    readonly username: string
  }
}

/** Follow a user. Repeated requests have no further effect. */
export function followUser(input: FollowUserInput, options?: RequestOptions): Promise<ProfileResponse> {
  return send({ method: 'POST', path: '/api/profiles/{username}/follow', token: 'required', responseBody: schemas.ProfileResponse }, input, options)
}

/** List the tags in use, most used first. */
export function listTags(_input?: Record<never, never>, options?: RequestOptions): Promise<TagsResponse> {
  return send({ method: 'GET', path: '/api/tags', token: 'none', responseBody: schemas.TagsResponse }, {}, options)
}

/** Get the account of the current user, with a new token. */
export function getCurrentUser(_input?: Record<never, never>, options?: RequestOptions): Promise<UserResponse> {
  return send({ method: 'GET', path: '/api/user', token: 'required', responseBody: schemas.UserResponse }, {}, options)
}

export interface UpdateCurrentUserInput {
  readonly body: UserChangesRequest
}

/** Change the account of the current user. A new password revokes all tokens except the one in the response. */
export function updateCurrentUser(input: UpdateCurrentUserInput, options?: RequestOptions): Promise<UserResponse> {
  return send({ method: 'PUT', path: '/api/user', token: 'required', responseBody: schemas.UserResponse }, input, options)
}

export interface RegisterUserInput {
  readonly body: NewUserRequest
}

/** Register a user, and get a token. */
export function registerUser(input: RegisterUserInput, options?: RequestOptions): Promise<UserResponse> {
  return send({ method: 'POST', path: '/api/users', token: 'none', responseBody: schemas.UserResponse }, input, options)
}

export interface LogInInput {
  readonly body: LoginRequest
}

/** Get a token for an e-mail address and its password. */
export function logIn(input: LogInInput, options?: RequestOptions): Promise<UserResponse> {
  return send({ method: 'POST', path: '/api/users/login', token: 'none', responseBody: schemas.UserResponse }, input, options)
}

/** Check that the process responds. Nothing else is checked. */
export function isLive(_input?: Record<never, never>, options?: RequestOptions): Promise<Health> {
  return send({ method: 'GET', path: '/health/live', token: 'none', responseBody: schemas.Health }, {}, options)
}

/** Check that the database responds, and that its schema is compatible with the code. */
export function isReady(_input?: Record<never, never>, options?: RequestOptions): Promise<Health> {
  return send({ method: 'GET', path: '/health/ready', token: 'none', responseBody: schemas.Health }, {}, options)
}
