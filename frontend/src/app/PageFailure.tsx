import { explain } from '../api'
import { ErrorMessages } from '../components/ErrorMessages'
import { PageHeading } from './PageHeading'
import { ChunkError } from './pages'

/** In place of a page that cannot be shown: why, and a way on. */
export function PageFailure({ error }: { readonly error: unknown }) {
  const unloaded = error instanceof ChunkError
  return (
    <div className="container narrow page-failure">
      <PageHeading
        title={unloaded ? 'This page could not be loaded' : 'This page could not be shown'}
      />
      <ErrorMessages
        messages={[
          unloaded
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
