import { useEffect, useState } from 'react'
import { resume } from './session'
import { useSession } from './useSession'

const FIRST_DELAY = 5_000
const MAX_DELAY = 60_000

/** Shown while the session is unavailable: retries with increasing delays, and has a button to retry at once. */
export function Reconnect() {
  return useSession().state === 'unavailable' ? <ReconnectBanner /> : null
}

function ReconnectBanner() {
  const [attempts, setAttempts] = useState(0)
  const [isConnecting, setIsConnecting] = useState(false)

  async function reconnect() {
    setIsConnecting(true)
    await resume()
    setIsConnecting(false)
    setAttempts((count) => count + 1)
  }

  useEffect(() => {
    const retry = () => void resume().then(() => setAttempts((count) => count + 1))
    const timer = setTimeout(retry, Math.min(FIRST_DELAY * 2 ** attempts, MAX_DELAY))
    window.addEventListener('online', retry)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', retry)
    }
  }, [attempts])

  return (
    <div className="session-banner" role="status">
      <div className="container">
        <p>Connecting… The server does not answer. You stay signed in, and can go on reading.</p>
        <button
          type="button"
          className="btn btn-sm btn-outline"
          disabled={isConnecting}
          onClick={reconnect}
        >
          Reconnect
        </button>
      </div>
    </div>
  )
}
