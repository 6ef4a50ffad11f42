import { explain } from '../api'
import { ErrorMessages } from '../components/ErrorMessages'
import { PageHeading } from '../components/PageHeading'
import { ChunkError } from '../routing/pages'

/** Shown instead of a page that failed to load or to render: the cause, and a button to reload. */
export function PageFailure({ error }: { readonly error: unknown }) {
  const isChunkError = error instanceof ChunkError
  return (
    <div className="container narrow page">
      <PageHeading
        title={isChunkError ? 'This page could not be loaded' : 'This page could not be shown'}
      />
      <ErrorMessages
        messages={[
          isChunkError
            ? 'The connection is gone, or a newer version was published. Reloading helps.'
            : explain(error),
        ]}
      />
      <button type="button" className="btn btn-primary" onClick={() => window.location.reload()}>
        Reload
      </button>
    </div>
  )
}
