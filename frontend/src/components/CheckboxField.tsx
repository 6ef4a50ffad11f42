import { FieldFrame } from './FieldFrame'

interface CheckboxFieldProps {
  readonly label: string
  readonly name: string
  readonly errors: readonly string[]
  readonly hint?: string
  readonly value: boolean
  readonly change: (value: boolean) => void
}

/** A labelled checkbox. Both states are valid values, so a checkbox is never required. */
export function CheckboxField({ label, name, errors, hint, value, change }: CheckboxFieldProps) {
  return (
    <FieldFrame inline label={label} errors={errors} hint={hint}>
      {(control) => (
        <input
          type="checkbox"
          name={name}
          {...control}
          checked={value}
          onChange={({ target }) => change(target.checked)}
        />
      )}
    </FieldFrame>
  )
}
