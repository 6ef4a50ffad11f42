import { useEffect, useSyncExternalStore } from 'react'
import { Icon } from '../components/Icon'
import { currentNotices, dismiss, type Notice, subscribe } from './notices'

const DONE_LASTS = 5000

/** The live region: always there, so that screen readers speak whatever comes into it. */
export function Notices() {
  const notices = useSyncExternalStore(subscribe, currentNotices)
  return (
    <div className="notices" role="status" aria-live="polite">
      {notices.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

/** Good news goes by itself; a problem stays until somebody has read it. */
function NoticeLine({ notice: { id, kind, text } }: { readonly notice: Notice }) {
  useEffect(() => {
    if (kind === 'problem') return
    const timer = setTimeout(() => dismiss(id), DONE_LASTS)
    return () => clearTimeout(timer)
  }, [id, kind])

  return (
    <div className={`notice notice-${kind}`}>
      <p>{text}</p>
      <button type="button" className="btn-icon" aria-label="Dismiss" onClick={() => dismiss(id)}>
        <Icon name="close" />
      </button>
    </div>
  )
}
