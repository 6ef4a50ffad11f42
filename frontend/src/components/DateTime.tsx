const DATE_FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'long' })
const DATE_TIME_FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })

/** A date in the reader's time zone, with the time of day as a tooltip. */
export function DateTime({ at }: { readonly at: string }) {
  const date = new Date(at)
  return (
    <time className="date" dateTime={at} title={DATE_TIME_FORMAT.format(date)}>
      {DATE_FORMAT.format(date)}
    </time>
  )
}
