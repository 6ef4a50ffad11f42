import type { ReactNode } from 'react'
import { AppLink } from '../app/AppLink'
import { paths } from '../app/paths'
import type { ArticlePreview } from '../generated/types'
import { Avatar } from './Avatar'
import { DateTime } from './DateTime'

interface ArticleMetaProps {
  readonly article: ArticlePreview
  /** The actions on the article. */
  readonly children?: ReactNode
}

/** The author and the date of an article. */
export function ArticleMeta({ article: { author, createdAt }, children }: ArticleMetaProps) {
  return (
    <div className="article-meta">
      <Avatar user={author} className="author-pic" size={40} />
      <div className="info">
        <AppLink className="author" to={paths.profile(author.username)}>
          {author.username}
        </AppLink>
        <DateTime at={createdAt} />
      </div>
      {children}
    </div>
  )
}
