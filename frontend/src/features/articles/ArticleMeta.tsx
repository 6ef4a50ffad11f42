import type { ReactNode } from 'react'
import { Avatar } from '../../components/Avatar'
import { DateTime } from '../../components/DateTime'
import type { ArticlePreview } from '../../generated/types'
import { AppLink } from '../../routing/AppLink'
import { profilePaths } from '../profiles/paths'

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
        <AppLink className="author" to={profilePaths.profile(author.username)}>
          {author.username}
        </AppLink>
        <DateTime at={createdAt} />
      </div>
      {children}
    </div>
  )
}
