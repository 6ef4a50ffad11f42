// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

/** An article as the viewer sees it. */
export interface Article {
  /** The name of the article in URLs, derived from its title. */
  readonly slug: string
  readonly title: string
  readonly description: string
  /** Responses list the tags in alphabetical order, without duplicates. */
  readonly tagList: readonly string[]
  /** In UTC. */
  readonly createdAt: string
  /** In UTC. */
  readonly updatedAt: string
  /** Whether the article is a favourite of the viewer. */
  readonly favorited: boolean
  readonly favoritesCount: number
  readonly author: Profile
  /** Markdown. */
  readonly body: string
}

/** Changes to an article. An absent member means no change. An empty `tagList` removes all tags. A new title gives the article a new slug. */
export interface ArticleChanges {
  /** Markdown. */
  readonly body?: string
  readonly description?: string
  /** Responses list the tags in alphabetical order, without duplicates. */
  readonly tagList?: readonly string[]
  readonly title?: string
}

/** Changes to an article, in their envelope. */
export interface ArticleChangesRequest {
  readonly article: ArticleChanges
}

/** An article in a list, without its body. */
export interface ArticlePreview {
  /** The name of the article in URLs, derived from its title. */
  readonly slug: string
  readonly title: string
  readonly description: string
  /** Responses list the tags in alphabetical order, without duplicates. */
  readonly tagList: readonly string[]
  /** In UTC. */
  readonly createdAt: string
  /** In UTC. */
  readonly updatedAt: string
  /** Whether the article is a favourite of the viewer. */
  readonly favorited: boolean
  readonly favoritesCount: number
  readonly author: Profile
}

/** An article as the viewer sees it, in its envelope. */
export interface ArticleResponse {
  readonly article: Article
}

/** A page of articles, newest first. */
export interface ArticlesResponse {
  readonly articles: readonly ArticlePreview[]
  /** The number of all matching articles, not only of this page. */
  readonly articlesCount: number
}

/** A comment as the viewer sees it. */
export interface Comment {
  readonly id: number
  /** In UTC. */
  readonly createdAt: string
  /** In UTC. */
  readonly updatedAt: string
  readonly body: string
  readonly author: Profile
}

/** A comment as the viewer sees it, in its envelope. */
export interface CommentResponse {
  readonly comment: Comment
}

/** All comments on an article, newest first. */
export interface CommentsResponse {
  readonly comments: readonly Comment[]
}

/** An e-mail address and its password. */
export interface Credentials {
  readonly email: string
  readonly password: string
}

/** The reasons of an error response. */
export interface ErrorBody {
  /** The reasons by subject. A subject is a field or a resource. */
  readonly errors: Readonly<Record<string, readonly string[]>>
  /** A stable error code for programs. The wording of reasons may change. */
  readonly code: 'article_forbidden' | 'article_not_found' | 'body_not_json' | 'body_too_large' | 'body_type_unsupported' | 'comment_forbidden' | 'comment_not_found' | 'credentials_invalid' | 'email_taken' | 'internal' | 'invalid' | 'method_not_allowed' | 'path_not_found' | 'profile_not_found' | 'token_invalid' | 'token_missing' | 'unavailable' | 'username_taken'
  /** The id of the request. Quote the id in a support request: the server log contains the same id. */
  readonly requestId: string
}

/** The result of a successful health check. */
export interface Health {
  readonly status: 'ok'
}

/** An e-mail address and its password, in their envelope. */
export interface LoginRequest {
  readonly user: Credentials
}

/** An article to publish. */
export interface NewArticle {
  readonly title: string
  readonly description: string
  /** Markdown. */
  readonly body: string
  /** Responses list the tags in alphabetical order, without duplicates. Default: `[]`. */
  readonly tagList?: readonly string[]
}

/** An article to publish, in its envelope. */
export interface NewArticleRequest {
  readonly article: NewArticle
}

/** A comment to post. */
export interface NewComment {
  readonly body: string
}

/** A comment to post, in its envelope. */
export interface NewCommentRequest {
  readonly comment: NewComment
}

/** The data of a registration. */
export interface NewUser {
  /** Unique, ignoring case. The username is part of URLs. */
  readonly username: string
  /** Unique, ignoring case. The form is validated, not the domain. */
  readonly email: string
  /** Any characters. Length makes a password strong (NIST SP 800-63B). */
  readonly password: string
}

/** A registration, in its envelope. */
export interface NewUserRequest {
  readonly user: NewUser
}

/** The profile of a user, from the perspective of the viewer. */
export interface Profile {
  /** Unique, ignoring case. The username is part of URLs. */
  readonly username: string
  readonly bio: string | null
  readonly image: string | null
  /** Whether the viewer follows this user. False for anonymous viewers. */
  readonly following: boolean
}

/** The profile of a user, in its envelope. */
export interface ProfileResponse {
  readonly profile: Profile
}

/** Tags in use, most used first. */
export interface TagsResponse {
  readonly tags: readonly string[]
}

/** The account of the current user. */
export interface User {
  /** Unique, ignoring case. The form is validated, not the domain. */
  readonly email: string
  /** The token for the header `Authorization: Token <token>`. */
  readonly token: string
  /** Unique, ignoring case. The username is part of URLs. */
  readonly username: string
  readonly bio: string | null
  readonly image: string | null
}

/** Changes to an account. An absent member means no change. An empty `bio` or `image` counts as null. */
export interface UserChanges {
  readonly bio?: string | null
  /** Unique, ignoring case. The form is validated, not the domain. */
  readonly email?: string
  readonly image?: string | null
  /** Any characters. Length makes a password strong (NIST SP 800-63B). */
  readonly password?: string
  /** Unique, ignoring case. The username is part of URLs. */
  readonly username?: string
}

/** Changes to the account of the current user, in their envelope. */
export interface UserChangesRequest {
  readonly user: UserChanges
}

/** The account of the current user, in its envelope. */
export interface UserResponse {
  readonly user: User
}
