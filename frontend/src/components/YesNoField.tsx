import type { Field } from '../forms'
import { SelectField } from './SelectField'

const VALUES = ['yes', 'no'] as const

interface YesNoFieldProps {
  readonly label: string
  readonly name: string
  /** The constraints of the contract. */
  readonly constraints: Field
  readonly errors: readonly string[]
  readonly hint?: string
  /** Null without a choice. */
  readonly value: boolean | null
  readonly change: (value: boolean | null) => void
}

/** A labelled choice of yes and no, for a value that may be empty: a checkbox has only two states. */
export function YesNoField({ constraints, value, change, ...rest }: YesNoFieldProps) {
  return (
    <SelectField
      {...rest}
      constraints={{ ...constraints, values: VALUES }}
      value={value === null ? null : value ? 'yes' : 'no'}
      change={(choice) => change(choice === null ? null : choice === 'yes')}
      describe={(choice) => (choice === 'yes' ? 'Yes' : 'No')}
    />
  )
}
