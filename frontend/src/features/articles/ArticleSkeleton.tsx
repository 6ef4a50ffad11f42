import { MarkdownSkeleton } from '../../markdown/MarkdownSkeleton'
import { ArticleMetaSkeleton } from './ArticleMetaSkeleton'

/** A placeholder with the height of an article's head, to avoid a layout shift. */
export function ArticleSkeleton() {
  return (
    <div className="article-page" role="status" aria-label="Loading the article">
      <div className="article-head">
        <div className="container narrow">
          <div className="skeleton skeleton-headline" />
          <div className="skeleton skeleton-line" />
          <ArticleMetaSkeleton />
        </div>
      </div>
      <div className="container narrow page">
        <MarkdownSkeleton />
      </div>
    </div>
  )
}
