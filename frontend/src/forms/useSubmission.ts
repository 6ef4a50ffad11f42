import { type FormEvent, useRef, useState } from 'react'
import type { Schema } from '../api/schema'
import { isValid } from '../api/validate'
import { check, type FormErrors, formErrorsOf, toSentences } from './errors'
import type { Fields } from './fields'

/** The content of a form. An empty field is undefined. */
type FormValue<Value> = { readonly [Name in keyof Value]: Value[Name] | undefined }

interface SubmissionOptions<Value, Result> {
  /** The contract's schema of `Value`. */
  readonly schema: Schema
  readonly fields: Fields
  readonly send: (value: Value) => Promise<Result>
  readonly onSuccess: (result: Result) => void
}

const NO_ERRORS: FormErrors = { fields: {}, general: [] }

/**
 * The submission of a form. An invalid value is not sent: the form shows the messages that the server would return.
 * Errors of the server are shown in the same way.
 */
export function useSubmission<Value, Result>(options: SubmissionOptions<Value, Result>) {
  const [errors, setErrors] = useState(NO_ERRORS)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  /** Show the errors in the order of the fields, and focus the first invalid field. */
  function showErrors({ fields, general }: FormErrors) {
    const invalid = inputsOf(form.current).filter(({ name }) => Object.hasOwn(fields, name))
    const ordered = invalid.map(({ name }) => [name, fields[name] ?? []] as const)
    setErrors({ fields: { ...Object.fromEntries(ordered), ...fields }, general })
    invalid[0]?.focus()
  }

  async function submit(value: FormValue<Value>) {
    if (!isValid<Value>(options.schema, value))
      return showErrors({ fields: check(options.schema, value), general: [] })
    setBusy(true)
    setErrors(NO_ERRORS)
    try {
      options.onSuccess(await options.send(value))
    } catch (error) {
      showErrors(formErrorsOf(error, options.fields))
    } finally {
      setBusy(false)
    }
  }

  return {
    busy,
    /** Props of the messages above the form. General errors scroll into view, because no field gets the focus. */
    messageProps: {
      messages: [...toSentences(errors.fields), ...errors.general],
      reveal: errors.general.length > 0,
    },
    errorsFor: (field: string) => errors.fields[field] ?? [],
    /** Props of the `<form>`. */
    formProps: (value: () => FormValue<Value>) => ({
      ref: form,
      // The messages of browsers differ from each other and from the server's.
      noValidate: true,
      onSubmit: (event: FormEvent) => {
        event.preventDefault()
        if (!busy) void submit(value())
      },
    }),
  }
}

function inputsOf(form: HTMLFormElement | null) {
  return [...(form?.elements ?? [])].filter(
    (element) =>
      element instanceof HTMLInputElement ||
      element instanceof HTMLTextAreaElement ||
      element instanceof HTMLSelectElement,
  )
}
