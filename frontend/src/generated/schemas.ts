// Generated from openapi.json by frontend/generator. Do not edit: change the contract (schemas/, controllers/), run
// `make openapi`, then `npm run generate` in frontend/. `npm run generate:check` detects manual edits.

import type {
  Schema,
} from '../api/schema'

export const Profile: Schema = {
  kind: 'object',
  properties: {
    username: {
      kind: 'string',
      minLength: 1,
      maxLength: 64,
      pattern: '^(?!\\.{1,2}$)[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+( [^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+)*$',
      errorMessage: 'must not contain slashes, control characters, or spaces at its ends or in a row',
    },
    bio: {
      kind: 'union',
      arms: [{
        kind: 'string',
        maxLength: 2000,
        pattern: '^[^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      }, {
        kind: 'null',
      }],
    },
    image: {
      kind: 'union',
      arms: [{
        kind: 'string',
        maxLength: 2000,
        pattern: '^[^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      }, {
        kind: 'null',
      }],
    },
    following: {
      kind: 'boolean',
    },
  },
  required: ['username', 'bio', 'image', 'following'],
}

export const Article: Schema = {
  kind: 'object',
  properties: {
    slug: {
      kind: 'string',
      minLength: 1,
      maxLength: 128,
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    },
    title: {
      kind: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    description: {
      kind: 'string',
      minLength: 1,
      maxLength: 1000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    tagList: {
      kind: 'array',
      items: {
        kind: 'string',
        minLength: 1,
        maxLength: 64,
        pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      },
      maxItems: 20,
    },
    createdAt: {
      kind: 'string',
      pattern: '^(?!9999-12-31[Tt ]23:59:59\\.999999[5-9])(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])$',
      form: 'a date and time with its offset such as 2026-01-31T12:00:00Z',
    },
    updatedAt: {
      kind: 'string',
      pattern: '^(?!9999-12-31[Tt ]23:59:59\\.999999[5-9])(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])$',
      form: 'a date and time with its offset such as 2026-01-31T12:00:00Z',
    },
    favorited: {
      kind: 'boolean',
    },
    favoritesCount: {
      kind: 'integer',
      minimum: 0,
    },
    author: Profile,
    body: {
      kind: 'string',
      minLength: 1,
      maxLength: 100000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
  },
  required: ['slug', 'title', 'description', 'tagList', 'createdAt', 'updatedAt', 'favorited', 'favoritesCount', 'author', 'body'],
}

export const ArticleChanges: Schema = {
  kind: 'object',
  properties: {
    body: {
      kind: 'string',
      minLength: 1,
      maxLength: 100000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    description: {
      kind: 'string',
      minLength: 1,
      maxLength: 1000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    tagList: {
      kind: 'array',
      items: {
        kind: 'string',
        minLength: 1,
        maxLength: 64,
        pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      },
      maxItems: 20,
    },
    title: {
      kind: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
  },
  required: [],
}

export const ArticleChangesRequest: Schema = {
  kind: 'object',
  properties: {
    article: ArticleChanges,
  },
  required: ['article'],
}

export const ArticlePreview: Schema = {
  kind: 'object',
  properties: {
    slug: {
      kind: 'string',
      minLength: 1,
      maxLength: 128,
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    },
    title: {
      kind: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    description: {
      kind: 'string',
      minLength: 1,
      maxLength: 1000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    tagList: {
      kind: 'array',
      items: {
        kind: 'string',
        minLength: 1,
        maxLength: 64,
        pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      },
      maxItems: 20,
    },
    createdAt: {
      kind: 'string',
      pattern: '^(?!9999-12-31[Tt ]23:59:59\\.999999[5-9])(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])$',
      form: 'a date and time with its offset such as 2026-01-31T12:00:00Z',
    },
    updatedAt: {
      kind: 'string',
      pattern: '^(?!9999-12-31[Tt ]23:59:59\\.999999[5-9])(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])$',
      form: 'a date and time with its offset such as 2026-01-31T12:00:00Z',
    },
    favorited: {
      kind: 'boolean',
    },
    favoritesCount: {
      kind: 'integer',
      minimum: 0,
    },
    author: Profile,
  },
  required: ['slug', 'title', 'description', 'tagList', 'createdAt', 'updatedAt', 'favorited', 'favoritesCount', 'author'],
}

export const ArticleResponse: Schema = {
  kind: 'object',
  properties: {
    article: Article,
  },
  required: ['article'],
}

export const ArticlesResponse: Schema = {
  kind: 'object',
  properties: {
    articles: {
      kind: 'array',
      items: ArticlePreview,
    },
    articlesCount: {
      kind: 'integer',
      minimum: 0,
    },
  },
  required: ['articles', 'articlesCount'],
}

export const Comment: Schema = {
  kind: 'object',
  properties: {
    id: {
      kind: 'integer',
      minimum: 1,
    },
    createdAt: {
      kind: 'string',
      pattern: '^(?!9999-12-31[Tt ]23:59:59\\.999999[5-9])(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])$',
      form: 'a date and time with its offset such as 2026-01-31T12:00:00Z',
    },
    updatedAt: {
      kind: 'string',
      pattern: '^(?!9999-12-31[Tt ]23:59:59\\.999999[5-9])(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):?[0-5][0-9])$',
      form: 'a date and time with its offset such as 2026-01-31T12:00:00Z',
    },
    body: {
      kind: 'string',
      minLength: 1,
      maxLength: 10000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    author: Profile,
  },
  required: ['id', 'createdAt', 'updatedAt', 'body', 'author'],
}

export const CommentResponse: Schema = {
  kind: 'object',
  properties: {
    comment: Comment,
  },
  required: ['comment'],
}

export const CommentsResponse: Schema = {
  kind: 'object',
  properties: {
    comments: {
      kind: 'array',
      items: Comment,
    },
  },
  required: ['comments'],
}

export const Credentials: Schema = {
  kind: 'object',
  properties: {
    email: {
      kind: 'string',
      minLength: 1,
      maxLength: 254,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    password: {
      kind: 'string',
      minLength: 1,
      maxLength: 256,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
  },
  required: ['email', 'password'],
}

export const ErrorBody: Schema = {
  kind: 'object',
  properties: {
    errors: {
      kind: 'map',
      values: {
        kind: 'array',
        items: {
          kind: 'string',
        },
      },
    },
    code: {
      kind: 'enum',
      values: ['article_forbidden', 'article_not_found', 'body_not_json', 'body_too_large', 'body_type_unsupported', 'comment_forbidden', 'comment_not_found', 'credentials_invalid', 'email_taken', 'internal', 'invalid', 'method_not_allowed', 'path_not_found', 'profile_not_found', 'token_invalid', 'token_missing', 'unavailable', 'username_taken'],
    },
    requestId: {
      kind: 'string',
    },
  },
  required: ['errors', 'code', 'requestId'],
}

export const Health: Schema = {
  kind: 'object',
  properties: {
    status: {
      kind: 'enum',
      values: ['ok'],
    },
  },
  required: ['status'],
}

export const LoginRequest: Schema = {
  kind: 'object',
  properties: {
    user: Credentials,
  },
  required: ['user'],
}

export const NewArticle: Schema = {
  kind: 'object',
  properties: {
    title: {
      kind: 'string',
      minLength: 1,
      maxLength: 200,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    description: {
      kind: 'string',
      minLength: 1,
      maxLength: 1000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    body: {
      kind: 'string',
      minLength: 1,
      maxLength: 100000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    tagList: {
      kind: 'array',
      items: {
        kind: 'string',
        minLength: 1,
        maxLength: 64,
        pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      },
      maxItems: 20,
    },
  },
  required: ['title', 'description', 'body'],
}

export const NewArticleRequest: Schema = {
  kind: 'object',
  properties: {
    article: NewArticle,
  },
  required: ['article'],
}

export const NewComment: Schema = {
  kind: 'object',
  properties: {
    body: {
      kind: 'string',
      minLength: 1,
      maxLength: 10000,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
  },
  required: ['body'],
}

export const NewCommentRequest: Schema = {
  kind: 'object',
  properties: {
    comment: NewComment,
  },
  required: ['comment'],
}

export const NewUser: Schema = {
  kind: 'object',
  properties: {
    username: {
      kind: 'string',
      minLength: 1,
      maxLength: 64,
      pattern: '^(?!\\.{1,2}$)[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+( [^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+)*$',
      errorMessage: 'must not contain slashes, control characters, or spaces at its ends or in a row',
    },
    email: {
      kind: 'string',
      minLength: 3,
      maxLength: 254,
      pattern: '^[^@\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000-\\u001f\\u007f]+@[^@\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000-\\u001f\\u007f]+$',
      errorMessage: 'must look like name@domain',
    },
    password: {
      kind: 'string',
      minLength: 8,
      maxLength: 256,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
  },
  required: ['username', 'email', 'password'],
}

export const NewUserRequest: Schema = {
  kind: 'object',
  properties: {
    user: NewUser,
  },
  required: ['user'],
}

export const ProfileResponse: Schema = {
  kind: 'object',
  properties: {
    profile: Profile,
  },
  required: ['profile'],
}

export const TagsResponse: Schema = {
  kind: 'object',
  properties: {
    tags: {
      kind: 'array',
      items: {
        kind: 'string',
        minLength: 1,
        maxLength: 64,
        pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      },
    },
  },
  required: ['tags'],
}

export const User: Schema = {
  kind: 'object',
  properties: {
    email: {
      kind: 'string',
      minLength: 3,
      maxLength: 254,
      pattern: '^[^@\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000-\\u001f\\u007f]+@[^@\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000-\\u001f\\u007f]+$',
      errorMessage: 'must look like name@domain',
    },
    token: {
      kind: 'string',
    },
    username: {
      kind: 'string',
      minLength: 1,
      maxLength: 64,
      pattern: '^(?!\\.{1,2}$)[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+( [^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+)*$',
      errorMessage: 'must not contain slashes, control characters, or spaces at its ends or in a row',
    },
    bio: {
      kind: 'union',
      arms: [{
        kind: 'string',
        maxLength: 2000,
        pattern: '^[^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      }, {
        kind: 'null',
      }],
    },
    image: {
      kind: 'union',
      arms: [{
        kind: 'string',
        maxLength: 2000,
        pattern: '^[^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      }, {
        kind: 'null',
      }],
    },
  },
  required: ['email', 'token', 'username', 'bio', 'image'],
}

export const UserChanges: Schema = {
  kind: 'object',
  properties: {
    bio: {
      kind: 'union',
      arms: [{
        kind: 'string',
        maxLength: 2000,
        pattern: '^[^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      }, {
        kind: 'null',
      }],
    },
    email: {
      kind: 'string',
      minLength: 3,
      maxLength: 254,
      pattern: '^[^@\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000-\\u001f\\u007f]+@[^@\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000-\\u001f\\u007f]+$',
      errorMessage: 'must look like name@domain',
    },
    image: {
      kind: 'union',
      arms: [{
        kind: 'string',
        maxLength: 2000,
        pattern: '^[^\\u0000]*$',
        errorMessage: 'must not contain a NUL character',
      }, {
        kind: 'null',
      }],
    },
    password: {
      kind: 'string',
      minLength: 8,
      maxLength: 256,
      pattern: '^[^\\u0000]*[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\u0000][^\\u0000]*$',
      errorMessage: 'must not contain a NUL character',
    },
    username: {
      kind: 'string',
      minLength: 1,
      maxLength: 64,
      pattern: '^(?!\\.{1,2}$)[^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+( [^\\u0009-\\u000d\\u001c-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\/\\u0000-\\u001f\\u007f]+)*$',
      errorMessage: 'must not contain slashes, control characters, or spaces at its ends or in a row',
    },
  },
  required: [],
}

export const UserChangesRequest: Schema = {
  kind: 'object',
  properties: {
    user: UserChanges,
  },
  required: ['user'],
}

export const UserResponse: Schema = {
  kind: 'object',
  properties: {
    user: User,
  },
  required: ['user'],
}
