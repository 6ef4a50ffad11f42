import type { ReactNode } from 'react'
import { AppLink } from '../app/AppLink'
import { paths } from '../app/paths'
import type { ArticlePreview } from '../generated/types'
import { Avatar } from './Avatar'
import { Moment } from './Moment'

interface ArticleMetaProps {
  readonly article: ArticlePreview
  /** What can be done with the article. */
  readonly children?: ReactNode
}

/** Who wrote an article, and when. */
export function ArticleMeta({ article: { author, createdAt }, children }: ArticleMetaProps) {
  return (
    <div className="article-meta">
      <Avatar person={author} className="author-pic" size={40} />
      <div className="info">
        <AppLink className="author" to={paths.profile(author.username)}>
          {author.username}
        </AppLink>
        <Moment at={createdAt} />
      </div>
      {children}
    </div>
  )
}
