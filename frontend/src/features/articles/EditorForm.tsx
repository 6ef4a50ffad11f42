import { useQueryClient } from '@tanstack/react-query'
import { navigate } from 'wouter/use-browser-location'
import { ErrorMessages } from '../../components/ErrorMessages'
import { PageHeading } from '../../components/PageHeading'
import { SubmitButton } from '../../components/SubmitButton'
import { TextField } from '../../components/TextField'
import type { DraftKey } from '../../drafts/drafts'
import { useDraft } from '../../drafts/useDraft'
import { useSubmission } from '../../forms'
import { NewArticleFields as Fields } from '../../generated/constraints'
import { NewArticle } from '../../generated/schemas'
import type { ArticleResponse } from '../../generated/types'
import { MarkdownField } from '../../markdown/MarkdownField'
import { TAGS_KEY } from '../tags/queries'
import { TagInput } from '../tags/TagInput'
import { type ArticleDraft, isArticleDraft } from './drafts'
import { keys } from './keys'
import { articlePaths } from './paths'

interface EditorFormProps {
  readonly title: string
  readonly draftKey: DraftKey
  readonly original: ArticleDraft
  readonly send: (article: ArticleDraft) => Promise<ArticleResponse>
}

export function EditorForm({ title, draftKey, original, send }: EditorFormProps) {
  const client = useQueryClient()
  const draft = useDraft(draftKey, original, isArticleDraft)
  const { busy, messageProps, errorsFor, formProps } = useSubmission({
    schema: NewArticle,
    fields: Fields,
    send,
    onSuccess: ({ article }) => {
      draft.clear()
      // A new title changes the slug: the article cached under the old slug is out of date.
      void client.invalidateQueries({ queryKey: keys.articles, refetchType: 'none' })
      client.setQueryData(keys.article(article.slug), article)
      client.removeQueries({ queryKey: keys.lists })
      void client.invalidateQueries({ queryKey: TAGS_KEY })
      navigate(articlePaths.article(article.slug))
    },
  })

  function change(changes: Partial<ArticleDraft>) {
    draft.change({ ...draft.value, ...changes })
  }

  return (
    <div className="editor-page container narrow page">
      <PageHeading title={title} />
      {draft.restored && (
        <p className="draft-note" role="status">
          Your draft was restored.{' '}
          <button type="button" className="btn-link" onClick={draft.discard}>
            Discard it
          </button>
        </p>
      )}
      <ErrorMessages {...messageProps} />
      <form {...formProps(() => draft.value)}>
        <TextField
          label="Title"
          name="title"
          autoComplete="off"
          constraints={Fields.title}
          errors={errorsFor('title')}
          value={draft.value.title}
          change={(text) => change({ title: text })}
        />
        <TextField
          label="What it is about"
          name="description"
          autoComplete="off"
          constraints={Fields.description}
          errors={errorsFor('description')}
          value={draft.value.description}
          change={(description) => change({ description })}
        />
        <MarkdownField
          label="Text"
          name="body"
          constraints={Fields.body}
          errors={errorsFor('body')}
          text={draft.value.body}
          change={(body) => change({ body })}
        />
        <TagInput
          tags={draft.value.tagList}
          errors={errorsFor('tagList')}
          change={(tagList) => change({ tagList })}
        />
        <SubmitButton busy={busy}>Publish Article</SubmitButton>
      </form>
    </div>
  )
}
