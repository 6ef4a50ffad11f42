import './articles.css'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { LoadFailure } from '../../components/LoadFailure'
import { PageHeading } from '../../components/PageHeading'
import type { Article } from '../../generated/types'
import { Markdown, preloadMarkdown } from '../../markdown/Markdown'
import { MarkdownSkeleton } from '../../markdown/MarkdownSkeleton'
import { Comments } from '../comments/Comments'
import { TagList } from '../tags/TagList'
import { ArticleActions } from './ArticleActions'
import { ArticleMeta } from './ArticleMeta'
import { ArticleSkeleton } from './ArticleSkeleton'
import { article, findCachedPreview } from './queries'

// The article and the renderer load in parallel.
preloadMarkdown()

export default function ArticlePage({ slug }: { readonly slug: string }) {
  const { data, error, refetch } = useQuery(article(slug))
  const preview = findCachedPreview(useQueryClient(), slug)
  if (data === undefined && error !== null) return <Unavailable error={error} retry={refetch} />
  const shown = data ?? preview
  if (shown === undefined) return <ArticleSkeleton />
  return (
    <div className="article-page">
      <header className="article-head">
        <div className="container narrow">
          <PageHeading title={shown.title} />
          <p className="lead">{shown.description}</p>
          <ArticleMeta article={shown}>
            <ArticleActions article={shown} />
          </ArticleMeta>
        </div>
      </header>
      <div className="container narrow page">
        {data ? <ArticleBody article={data} /> : <MarkdownSkeleton />}
      </div>
    </div>
  )
}

function ArticleBody({ article: { slug, body, tagList } }: { readonly article: Article }) {
  return (
    <Markdown className="article-content" source={body}>
      {tagList.length > 0 && <TagList tags={tagList} label="Tags" />}
      <Comments slug={slug} />
    </Markdown>
  )
}

interface UnavailableProps {
  readonly error: unknown
  readonly retry: () => unknown
}

function Unavailable({ error, retry }: UnavailableProps) {
  return (
    <div className="article-page">
      <div className="container narrow page">
        <PageHeading title="This article cannot be shown" />
        <LoadFailure error={error} retry={retry} />
      </div>
    </div>
  )
}
