import { type Field, inputProps } from '../forms'
import { FieldFrame } from './FieldFrame'

interface NumberFieldProps {
  readonly label: string
  readonly name: string
  /** The constraints of the contract. */
  readonly constraints: Field
  readonly errors: readonly string[]
  readonly hint?: string
  /** Null for an empty field. */
  readonly value: number | null
  readonly change: (value: number | null) => void
}

/** A labelled field for a number. A text that is not a number counts as empty. */
export function NumberField(props: NumberFieldProps) {
  const { label, name, constraints, errors, hint, value, change } = props
  return (
    <FieldFrame label={label} errors={errors} hint={hint}>
      {(control) => (
        <input
          type="number"
          name={name}
          className="form-control"
          {...inputProps(constraints)}
          required={constraints.required}
          // Without a step, browsers count whole numbers only.
          step={constraints.step ?? 'any'}
          {...control}
          value={value ?? ''}
          onChange={({ target }) => change(target.value === '' ? null : Number(target.value))}
        />
      )}
    </FieldFrame>
  )
}
