// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

/** An article as the viewer sees it. */
export interface Article {
  /** The article's name in URLs, made from its title. */
  readonly slug: string
  readonly title: string
  readonly description: string
  /** In alphabetical order, without repeats, however it was sent. */
  readonly tagList: readonly string[]
  /** In UTC. */
  readonly createdAt: string
  /** In UTC. */
  readonly updatedAt: string
  /** Whether it is a favourite of the viewer. */
  readonly favorited: boolean
  readonly favoritesCount: number
  readonly author: Profile
  /** Markdown. */
  readonly body: string
}

/** What to change; what is absent stays. An empty `tagList` removes all tags. A new title moves the article to a new slug. */
export interface ArticleChanges {
  /** Markdown. */
  readonly body?: string
  readonly description?: string
  /** In alphabetical order, without repeats, however it was sent. */
  readonly tagList?: readonly string[]
  readonly title?: string
}

/** Changes to an article, in their envelope. */
export interface ArticleChangesRequest {
  readonly article: ArticleChanges
}

/** An article in a list: all but its body. */
export interface ArticlePreview {
  /** The article's name in URLs, made from its title. */
  readonly slug: string
  readonly title: string
  readonly description: string
  /** In alphabetical order, without repeats, however it was sent. */
  readonly tagList: readonly string[]
  /** In UTC. */
  readonly createdAt: string
  /** In UTC. */
  readonly updatedAt: string
  /** Whether it is a favourite of the viewer. */
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
  /** The number of all matches, not of this page. */
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

/** Why a request was refused. */
export interface ErrorBody {
  /** The reasons, by what they are about: a field, or the thing that was refused. */
  readonly errors: Readonly<Record<string, readonly string[]>>
  /** What happened, for programs: stable, where reasons may be reworded. */
  readonly code: 'article_forbidden' | 'article_not_found' | 'body_not_json' | 'body_too_large' | 'body_type_unsupported' | 'comment_forbidden' | 'comment_not_found' | 'credentials_invalid' | 'email_taken' | 'internal' | 'invalid' | 'method_not_allowed' | 'path_not_found' | 'profile_not_found' | 'token_invalid' | 'token_missing' | 'unavailable' | 'username_taken'
  /** Quote it when you ask for help; it is in our log too. */
  readonly requestId: string
}

/** The service does what was asked about. */
export interface Health {
  readonly status: 'ok'
}

/** A login. */
export interface LoginRequest {
  readonly user: Credentials
}

/** An article to publish. */
export interface NewArticle {
  readonly title: string
  readonly description: string
  /** Markdown. */
  readonly body: string
  /** In alphabetical order, without repeats, however it was sent. Default: `[]`. */
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

/** What it takes to register. */
export interface NewUser {
  /** Unique, whatever its case. It is part of URLs. */
  readonly username: string
  /** Unique, whatever its case. Its form is checked, not its domain. */
  readonly email: string
  /** Any characters; length is what makes it strong (NIST SP 800-63B). */
  readonly password: string
}

/** A registration. */
export interface NewUserRequest {
  readonly user: NewUser
}

/** A person as the viewer sees them. */
export interface Profile {
  /** Unique, whatever its case. It is part of URLs. */
  readonly username: string
  readonly bio: string | null
  readonly image: string | null
  /** Whether the viewer follows this person; false for anonymous viewers. */
  readonly following: boolean
}

/** A person as the viewer sees them, in its envelope. */
export interface ProfileResponse {
  readonly profile: Profile
}

/** Tags in use, most used first. */
export interface TagsResponse {
  readonly tags: readonly string[]
}

/** The person whose token it is. */
export interface User {
  /** Unique, whatever its case. Its form is checked, not its domain. */
  readonly email: string
  /** Send it as `Authorization: Token <token>`. */
  readonly token: string
  /** Unique, whatever its case. It is part of URLs. */
  readonly username: string
  readonly bio: string | null
  readonly image: string | null
}

/** What to change; what is absent stays. An empty `bio` or `image` counts as null. */
export interface UserChanges {
  readonly bio?: string | null
  /** Unique, whatever its case. Its form is checked, not its domain. */
  readonly email?: string
  readonly image?: string | null
  /** Any characters; length is what makes it strong (NIST SP 800-63B). */
  readonly password?: string
  /** Unique, whatever its case. It is part of URLs. */
  readonly username?: string
}

/** Changes to one's own account. */
export interface UserChangesRequest {
  readonly user: UserChanges
}

/** The person whose token it is, in its envelope. */
export interface UserResponse {
  readonly user: User
}
