import type { ComponentProps } from 'react'
import { type Field, inputProps } from '../forms'
import { FieldFrame } from './FieldFrame'

interface OwnProps {
  readonly label: string
  readonly name: string
  /** The constraints of the contract. */
  readonly constraints: Field
  readonly errors: readonly string[]
  readonly hint?: string
  readonly change: (text: string) => void
}

type TextFieldProps = OwnProps &
  (
    | ({ readonly multiline?: false } & Omit<ComponentProps<'input'>, keyof OwnProps>)
    | ({ readonly multiline: true } & Omit<ComponentProps<'textarea'>, keyof OwnProps>)
  )

/** A labelled text field with constraints, a hint and error messages. */
export function TextField(props: TextFieldProps) {
  const { label, name, constraints, errors, hint, change, multiline, ...rest } = props
  const own = {
    name,
    className: 'form-control',
    ...inputProps(constraints),
    onChange: ({ target }: { target: { value: string } }) => change(target.value),
  }
  return (
    <FieldFrame label={label} errors={errors} hint={hint}>
      {(control) =>
        multiline ? (
          <textarea {...(rest as ComponentProps<'textarea'>)} {...own} {...control} />
        ) : (
          <input {...(rest as ComponentProps<'input'>)} {...own} {...control} />
        )
      }
    </FieldFrame>
  )
}
