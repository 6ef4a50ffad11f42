import type { Field } from '../forms'
import { FieldFrame } from './FieldFrame'

interface DateFieldProps {
  readonly label: string
  readonly name: string
  /** The constraints of the contract. */
  readonly constraints: Field
  readonly errors: readonly string[]
  readonly hint?: string
  /** As in the contract: `2026-01-31`. Null for an empty field. */
  readonly value: string | null
  readonly change: (value: string | null) => void
}

/** A labelled field for a date without a time. */
export function DateField(props: DateFieldProps) {
  const { label, name, constraints, errors, hint, value, change } = props
  return (
    <FieldFrame label={label} errors={errors} hint={hint}>
      {(control) => (
        <input
          type="date"
          name={name}
          className="form-control"
          required={constraints.required}
          {...control}
          value={value ?? ''}
          onChange={({ target }) => change(target.value || null)}
        />
      )}
    </FieldFrame>
  )
}
