import { type ReactNode, useId } from 'react'

interface FieldFrameProps {
  readonly label: string
  readonly errors: readonly string[]
  readonly hint?: string | undefined
  /** Whether the label follows the control, as for a checkbox. */
  readonly inline?: boolean
  readonly children: (control: ControlProps) => ReactNode
}

/** The props that connect a control with its label, its hint and its messages. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
}

/** The label of a form field, its control, its hint and its error messages. */
export function FieldFrame({ label, errors, hint, inline = false, children }: FieldFrameProps) {
  const id = useId()
  const isInvalid = errors.length > 0
  const control = children({
    id,
    'aria-invalid': isInvalid || undefined,
    'aria-describedby':
      [isInvalid && `${id}-reasons`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
  })
  const labelElement = <label htmlFor={id}>{label}</label>
  return (
    <div className="form-group">
      {inline ? (
        <div className="form-check">
          {control}
          {labelElement}
        </div>
      ) : (
        <>
          {labelElement}
          {control}
        </>
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
