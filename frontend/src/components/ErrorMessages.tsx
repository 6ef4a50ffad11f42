import { useEffect, useRef } from 'react'

interface ErrorMessagesProps {
  readonly messages: readonly string[]
  /** Whether to scroll to them: whoever pressed a button below would not see them otherwise. */
  readonly reveal?: boolean
}

/** Why something did not work; screen readers speak it when it comes up. */
export function ErrorMessages({ messages, reveal = false }: ErrorMessagesProps) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other messages are to be seen, too
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
