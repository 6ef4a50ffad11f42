import { useEffect, useSyncExternalStore } from 'react'
import { Icon } from '../components/Icon'
import { currentNotices, dismiss, type Notice, subscribe } from './notices'

const DISMISS_AFTER_MS = 5000

/** A live region, rendered even without notices so that screen readers announce every new notice. */
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

/** A notice of success disappears after a while; a problem stays until the user dismisses it. */
function NoticeLine({ notice: { id, kind, text } }: { readonly notice: Notice }) {
  useEffect(() => {
    if (kind === 'problem') return
    const timer = setTimeout(() => dismiss(id), DISMISS_AFTER_MS)
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
