import { useQuery } from '@tanstack/react-query'
import { LoadFailure } from '../../components/LoadFailure'
import { PageHeading } from '../../components/PageHeading'
import { PageSkeleton } from '../../components/PageSkeleton'
import { publishArticle, reviseArticle } from '../../generated/operations'
import type { User } from '../../generated/types'
import { RequireAuth } from '../../session/RequireAuth'
import { articleDrafts, EMPTY_ARTICLE } from './drafts'
import { EditorForm } from './EditorForm'
import { article } from './queries'

export default function EditorPage({ slug }: { readonly slug?: string | undefined }) {
  return (
    <RequireAuth>
      {(viewer) =>
        slug === undefined ? (
          <EditorForm
            title="New Article"
            draftKey={articleDrafts.newArticle(viewer.username)}
            original={EMPTY_ARTICLE}
            send={(draft) => publishArticle({ body: { article: draft } })}
          />
        ) : (
          <EditArticle slug={slug} viewer={viewer} />
        )
      }
    </RequireAuth>
  )
}

function EditArticle({ slug, viewer }: { readonly slug: string; readonly viewer: User }) {
  const { data, error, refetch } = useQuery(article(slug))
  if (data === undefined) {
    if (error === null) return <PageSkeleton />
    return <NotEditable reason={<LoadFailure error={error} retry={refetch} />} />
  }
  if (data.author.username !== viewer.username) {
    return <NotEditable reason={<p>Only its author can change this article.</p>} />
  }
  const { title, description, body, tagList } = data
  return (
    <EditorForm
      title="Edit Article"
      draftKey={articleDrafts.article(viewer.username, slug)}
      original={{ title, description, body, tagList }}
      send={(draft) => reviseArticle({ path: { slug }, body: { article: draft } })}
    />
  )
}

function NotEditable({ reason }: { readonly reason: React.ReactNode }) {
  return (
    <div className="editor-page container narrow page">
      <PageHeading title="This article cannot be edited" />
      {reason}
    </div>
  )
}
