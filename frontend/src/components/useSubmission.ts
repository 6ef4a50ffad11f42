import { type FormEvent, useRef, useState } from 'react'
import { check, type Fields, type Refusal, refusalOf, sentences } from '../forms'

type Schema = Parameters<typeof check>[0]

interface SubmissionOptions<Value, Answer> {
  /** What the contract says of the value that is sent. */
  readonly schema: Schema
  readonly fields: Fields
  readonly send: (value: Value) => Promise<Answer>
  readonly done: (answer: Answer) => void
}

const NOTHING: Refusal = { fields: {}, general: [] }

/**
 * The way of every form: what the contract refuses is not sent, but said at once in the words the
 * server would use; what the server refuses is said in the same place.
 */
export function useSubmission<Value, Answer>(options: SubmissionOptions<Value, Answer>) {
  const [refusal, setRefusal] = useState(NOTHING)
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)

  /** Say why, in the order of the fields, and go to the first that is wrong. */
  function refuse({ fields, general }: Refusal) {
    const wrong = inputsOf(form.current).filter(({ name }) => Object.hasOwn(fields, name))
    const ordered = wrong.map(({ name }) => [name, fields[name] ?? []] as const)
    setRefusal({ fields: { ...Object.fromEntries(ordered), ...fields }, general })
    wrong[0]?.focus()
  }

  async function submit(value: Value) {
    const fields = check(options.schema, value)
    if (Object.keys(fields).length > 0) return refuse({ fields, general: [] })
    setBusy(true)
    setRefusal(NOTHING)
    try {
      options.done(await options.send(value))
    } catch (error) {
      refuse(refusalOf(error, options.fields))
    } finally {
      setBusy(false)
    }
  }

  return {
    busy,
    /** Props of the messages above the form; where no field is at fault, there is nothing else to see. */
    messageProps: {
      messages: [...sentences(refusal.fields), ...refusal.general],
      reveal: refusal.general.length > 0,
    },
    reasonsFor: (field: string) => refusal.fields[field] ?? [],
    /** Props of the `<form>`. */
    formProps: (value: () => Value) => ({
      ref: form,
      // What the browser would say differs from browser to browser, and from the server.
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
    (element) => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement,
  )
}
