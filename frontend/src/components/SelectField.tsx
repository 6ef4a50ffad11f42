import { type Field, wordsOf } from '../forms'
import { FieldFrame } from './FieldFrame'

interface SelectFieldProps<Value extends string> {
  readonly label: string
  readonly name: string
  /** The constraints of the contract, with the values of the enumeration. */
  readonly constraints: Omit<Field, 'values'> & { readonly values: readonly Value[] }
  readonly errors: readonly string[]
  readonly hint?: string
  /** Null without a choice. */
  readonly value: NoInfer<Value> | null
  readonly change: (value: NoInfer<Value> | null) => void
  /** The text of a value; by default the value itself, with spaces. */
  readonly describe?: (value: NoInfer<Value>) => string
}

/** A labelled choice of the values of the contract. A field that is not required has an empty option. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, name, constraints, errors, hint, value, change, describe = wordsOf } = props
  return (
    <FieldFrame label={label} errors={errors} hint={hint}>
      {(control) => (
        <select
          name={name}
          className="form-control"
          required={constraints.required}
          {...control}
          value={value ?? ''}
          onChange={({ target }) =>
            change(constraints.values.find((each) => each === target.value) ?? null)
          }
        >
          {(value === null || !constraints.required) && <option value="">—</option>}
          {constraints.values.map((each) => (
            <option key={each} value={each}>
              {describe(each)}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  )
}
