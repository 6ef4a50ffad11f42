import { useEffect, useState } from 'react'
import { resume } from './session'
import { useSession } from './useSession'

const FIRST_WAIT = 5_000
const LONGEST_WAIT = 60_000

/** While the server cannot say who somebody is: says so, keeps trying, and lets them try at once. */
export function Reconnect() {
  return useSession().state === 'unavailable' ? <ReconnectBanner /> : null
}

function ReconnectBanner() {
  const [attempts, setAttempts] = useState(0)
  const [trying, setTrying] = useState(false)

  async function reconnect() {
    setTrying(true)
    await resume()
    setTrying(false)
    setAttempts((made) => made + 1)
  }

  useEffect(() => {
    const again = () => void resume().then(() => setAttempts((made) => made + 1))
    const timer = setTimeout(again, Math.min(FIRST_WAIT * 2 ** attempts, LONGEST_WAIT))
    window.addEventListener('online', again)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('online', again)
    }
  }, [attempts])

  return (
    <div className="session-banner" role="status">
      <div className="container">
        <p>Connecting… The server does not answer. You stay signed in, and can go on reading.</p>
        <button
          type="button"
          className="btn btn-sm btn-outline"
          disabled={trying}
          onClick={reconnect}
        >
          Reconnect
        </button>
      </div>
    </div>
  )
}
