import { explain } from '../api'
import { ErrorMessages } from './ErrorMessages'

interface LoadFailureProps {
  readonly error: unknown
  readonly retry: () => unknown
}

/** In place of what could not be loaded: why, and another try. */
export function LoadFailure({ error, retry }: LoadFailureProps) {
  return (
    <div className="load-failure">
      <ErrorMessages messages={[explain(error)]} />
      <button type="button" className="btn btn-sm btn-outline" onClick={() => void retry()}>
        Try again
      </button>
    </div>
  )
}
