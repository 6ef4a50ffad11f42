// The date of the contract, which is the same in each time zone.
const FORMAT = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })

/** A date without a time: `2026-01-31` in the contract. */
export function CalendarDate({ date }: { readonly date: string }) {
  return <time dateTime={date}>{FORMAT.format(new Date(date))}</time>
}
