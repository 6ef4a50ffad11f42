import type { Field } from '../forms'
import { FieldFrame } from './FieldFrame'

interface DateTimeFieldProps {
  readonly label: string
  readonly name: string
  /** The constraints of the contract. */
  readonly constraints: Field
  readonly errors: readonly string[]
  readonly hint?: string
  /** As in the contract: `2026-01-31T08:30:00Z`. Null for an empty field. */
  readonly value: string | null
  readonly change: (value: string | null) => void
}

/** A labelled field for a moment, in the time zone of the user. */
export function DateTimeField(props: DateTimeFieldProps) {
  const { label, name, constraints, errors, hint, value, change } = props
  return (
    <FieldFrame label={label} errors={errors} hint={hint}>
      {(control) => (
        <input
          type="datetime-local"
          name={name}
          className="form-control"
          required={constraints.required}
          {...control}
          value={value === null ? '' : toLocal(new Date(value))}
          onChange={({ target }) =>
            change(target.value === '' ? null : new Date(target.value).toISOString())
          }
        />
      )}
    </FieldFrame>
  )
}

/** The local time in the notation of browsers, which has no seconds that are zero. */
function toLocal(moment: Date): string {
  const date = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()]
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds() || []].flat()
  return `${date.map(twoDigits).join('-').padStart(10, '0')}T${time.map(twoDigits).join(':')}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
