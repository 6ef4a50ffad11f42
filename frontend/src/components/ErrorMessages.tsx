import { useEffect, useRef } from 'react'

interface ErrorMessagesProps {
  readonly messages: readonly string[]
  /** Whether to scroll to the messages: the button that the user pressed may be far below. */
  readonly reveal?: boolean
}

/** Error messages, which screen readers announce. */
export function ErrorMessages({ messages, reveal = false }: ErrorMessagesProps) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: new messages are revealed, too
  useEffect(() => {
    if (reveal) box.current?.scrollIntoView({ block: 'nearest' })
  }, [reveal, messages.join()])

  if (messages.length === 0) return null
  return (
    <div ref={box} className="error-box" role="alert">
      <ul className="error-messages">
        {messages.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </div>
  )
}
