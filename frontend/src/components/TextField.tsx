import { type ComponentProps, useId } from 'react'
import { type Field, inputProps } from '../forms'

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
  const id = useId()
  const isInvalid = errors.length > 0
  const shared = {
    id,
    name,
    className: 'form-control',
    ...inputProps(constraints),
    'aria-invalid': isInvalid || undefined,
    'aria-describedby':
      [isInvalid && `${id}-reasons`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
    onChange: ({ target }: { target: { value: string } }) => change(target.value),
  }
  return (
    <div className="form-group">
      <label htmlFor={id}>{label}</label>
      {multiline ? (
        <textarea {...(rest as ComponentProps<'textarea'>)} {...shared} />
      ) : (
        <input {...(rest as ComponentProps<'input'>)} {...shared} />
      )}
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      {isInvalid && (
        <p id={`${id}-reasons`} className="field-reasons">
          {errors.join(', ')}
        </p>
      )}
    </div>
  )
}
