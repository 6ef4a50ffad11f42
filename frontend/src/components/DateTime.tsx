const DATE_FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'long' })
const DATE_TIME_FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })

interface DateTimeProps {
  readonly at: string
  /** Whether the time of day is shown; otherwise it is a tooltip. */
  readonly withTime?: boolean
}

/** A moment in the reader's time zone. */
export function DateTime({ at, withTime = false }: DateTimeProps) {
  const date = new Date(at)
  return (
    <time className="date" dateTime={at} title={DATE_TIME_FORMAT.format(date)}>
      {(withTime ? DATE_TIME_FORMAT : DATE_FORMAT).format(date)}
    </time>
  )
}
