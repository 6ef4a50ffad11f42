import { explain } from '../api'
import { ErrorMessages } from './ErrorMessages'

interface LoadFailureProps {
  readonly error: unknown
  readonly retry: () => unknown
}

/** Shown instead of data that failed to load: the cause, and a button to retry. */
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
