const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'long' })
const EXACTLY = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })

/** The day of a moment, in the reader's time zone; pointing at it tells the time as well. */
export function Moment({ at }: { readonly at: string }) {
  const moment = new Date(at)
  return (
    <time className="date" dateTime={at} title={EXACTLY.format(moment)}>
      {DAY.format(moment)}
    </time>
  )
}
