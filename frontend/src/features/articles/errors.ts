import type { OwnCode } from '../../api'

type ArticleCode = OwnCode<
  'getArticle' | 'publishArticle' | 'reviseArticle' | 'deleteArticle' | 'favoriteArticle'
>

export default {
  article_forbidden: 'Only its author can change this article.',
  article_not_found: 'There is no such article. It may have been deleted or renamed.',
} satisfies Record<ArticleCode, string>
