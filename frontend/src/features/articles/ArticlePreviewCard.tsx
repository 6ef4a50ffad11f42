import type { ArticlePreview } from '../../generated/types'
import { AppLink } from '../../routing/AppLink'
import { TagList } from '../tags/TagList'
import { ArticleMeta } from './ArticleMeta'
import { FavoriteButton } from './FavoriteButton'
import { articlePaths } from './paths'

/** An article in a list. */
export function ArticlePreviewCard({ article }: { readonly article: ArticlePreview }) {
  return (
    <article className="article-preview">
      <ArticleMeta article={article}>
        <FavoriteButton article={article} compact />
      </ArticleMeta>
      <AppLink className="preview-link" to={articlePaths.article(article.slug)}>
        {/* Browser test suites expect an h1; aria-level puts the title below the heading of the page. */}
        <h1 aria-level={2}>{article.title}</h1>
        <p>{article.description}</p>
      </AppLink>
      {article.tagList.length > 0 && <TagList tags={article.tagList} label="Tags" />}
    </article>
  )
}
