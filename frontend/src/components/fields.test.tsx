import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { useSubmission } from '../forms'
import { CheckboxField } from './CheckboxField'
import { DateField } from './DateField'
import { DateTimeField } from './DateTimeField'
import { NumberField } from './NumberField'
import { SelectField } from './SelectField'
import { TextField } from './TextField'
import { YesNoField } from './YesNoField'

afterEach(cleanup)

const MOODS = { required: true, values: ['wide_awake', 'asleep'] } as const
const OPTIONAL_MOODS = { ...MOODS, required: false }

/** A field that stores its value. */
function Stored<Value>({
  initial,
  onChange,
  children,
}: {
  readonly initial: Value
  readonly onChange: (value: Value) => void
  readonly children: (value: Value, change: (value: Value) => void) => ReactNode
}) {
  const [value, setValue] = useState(initial)
  return children(value, (next) => {
    setValue(next)
    onChange(next)
  })
}

const errors = ['is wrong', 'is too much']
const shared = { label: 'Field', name: 'field', hint: 'A hint', errors }
const change = () => undefined

test.each([
  [
    'text',
    <TextField key="" {...shared} constraints={{ required: true }} value="" change={change} />,
  ],
  [
    'number',
    <NumberField key="" {...shared} constraints={{ required: true }} value={1} change={change} />,
  ],
  ['checkbox', <CheckboxField key="" {...shared} value={true} change={change} />],
  ['select', <SelectField key="" {...shared} constraints={MOODS} value="asleep" change={change} />],
  [
    'date',
    <DateField key="" {...shared} constraints={{ required: true }} value={null} change={change} />,
  ],
  [
    'moment',
    <DateTimeField
      key=""
      {...shared}
      constraints={{ required: true }}
      value={null}
      change={change}
    />,
  ],
  [
    'yes or no',
    <YesNoField
      key=""
      {...shared}
      constraints={{ required: false }}
      value={null}
      change={change}
    />,
  ],
])('a %s field has its label, its hint and its messages', (_, field) => {
  render(field)
  const control = screen.getByLabelText('Field')
  expect(control.getAttribute('name')).toBe('field')
  expect(control.getAttribute('aria-invalid')).toBe('true')
  const described = control.getAttribute('aria-describedby')?.split(' ') ?? []
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
    'is wrong, is too much',
    'A hint',
  ])
})

test('a field without messages is not invalid', () => {
  render(<CheckboxField label="Field" name="field" errors={[]} value={true} change={change} />)
  const control = screen.getByLabelText('Field')
  expect(control.hasAttribute('aria-invalid')).toBe(false)
  expect(control.hasAttribute('aria-describedby')).toBe(false)
})

test('a number has the limits of the contract, and null for an empty field', () => {
  const onChange = vi.fn()
  const constraints = { required: true, minimum: 1, maximum: 9, step: 1 }
  render(
    <Stored<number | null> initial={3} onChange={onChange}>
      {(value, store) => (
        <NumberField
          label="Age"
          name="age"
          errors={[]}
          constraints={constraints}
          value={value}
          change={store}
        />
      )}
    </Stored>,
  )
  const field = screen.getByLabelText<HTMLInputElement>('Age')
  expect([field.type, field.min, field.max, field.step, field.required]).toEqual([
    ...['number', '1', '9', '1', true],
  ])
  for (const text of ['12', '', '0.5']) fireEvent.change(field, { target: { value: text } })
  expect(onChange.mock.calls).toEqual([[12], [null], [0.5]])
})

test('a number without a step accepts fractions', () => {
  const constraints = { required: false }
  render(<NumberField {...shared} constraints={constraints} value={null} change={change} />)
  const field = screen.getByLabelText<HTMLInputElement>('Field')
  expect([field.step, field.value, field.required]).toEqual(['any', '', false])
})

test('a checkbox is checked and unchecked', () => {
  const onChange = vi.fn()
  render(
    <Stored initial={false} onChange={onChange}>
      {(value, store) => (
        <CheckboxField label="Public" name="public" errors={[]} value={value} change={store} />
      )}
    </Stored>,
  )
  fireEvent.click(screen.getByLabelText('Public'))
  fireEvent.click(screen.getByLabelText('Public'))
  expect(onChange.mock.calls).toEqual([[true], [false]])
})

test('a required choice has the values of the contract, and an empty option only without a value', () => {
  const onChange = vi.fn()
  render(
    <Stored<(typeof MOODS.values)[number] | null> initial={null} onChange={onChange}>
      {(value, store) => (
        <SelectField
          label="Mood"
          name="mood"
          errors={[]}
          constraints={MOODS}
          value={value}
          change={store}
        />
      )}
    </Stored>,
  )
  const options = () => screen.getAllByRole('option').map(({ textContent }) => textContent)
  expect(options()).toEqual(['—', 'wide awake', 'asleep'])
  fireEvent.change(screen.getByLabelText('Mood'), { target: { value: 'wide_awake' } })
  expect(onChange).toHaveBeenCalledWith('wide_awake')
  expect(options()).toEqual(['wide awake', 'asleep'])
})

test('an optional choice can be removed', () => {
  const onChange = vi.fn()
  render(
    <SelectField
      {...shared}
      constraints={OPTIONAL_MOODS}
      describe={(mood) => mood.toUpperCase()}
      value="asleep"
      change={onChange}
    />,
  )
  const field = screen.getByLabelText<HTMLSelectElement>('Field')
  expect([field.value, field.selectedOptions[0]?.textContent]).toEqual(['asleep', 'ASLEEP'])
  fireEvent.change(field, { target: { value: '' } })
  expect(onChange).toHaveBeenCalledWith(null)
})

test('a value that the contract does not have does not compile', () => {
  const field = { ...shared, constraints: MOODS, change }
  // @ts-expect-error: the contract has no such value.
  render(<SelectField {...field} value="dreaming" />)
})

test('a date has the form of the contract, and null for an empty field', () => {
  const onChange = vi.fn()
  render(
    <Stored<string | null> initial="2026-01-31" onChange={onChange}>
      {(value, store) => (
        <DateField
          label="Day"
          name="day"
          errors={[]}
          constraints={{ required: true }}
          value={value}
          change={store}
        />
      )}
    </Stored>,
  )
  const field = screen.getByLabelText<HTMLInputElement>('Day')
  expect([field.type, field.value, field.required]).toEqual(['date', '2026-01-31', true])
  for (const value of ['2026-02-01', '']) fireEvent.change(field, { target: { value } })
  expect(onChange.mock.calls).toEqual([['2026-02-01'], [null]])
})

test('a moment is shown in the time zone of the user, and has the form of the contract', () => {
  const onChange = vi.fn()
  const moment = new Date(2026, 0, 31, 8, 30)
  render(
    <Stored<string | null> initial={moment.toISOString()} onChange={onChange}>
      {(value, store) => (
        <DateTimeField
          label="Start"
          name="start"
          errors={[]}
          constraints={{ required: true }}
          value={value}
          change={store}
        />
      )}
    </Stored>,
  )
  const field = screen.getByLabelText<HTMLInputElement>('Start')
  expect([field.type, field.value, field.required]).toEqual([
    ...['datetime-local', '2026-01-31T08:30', true],
  ])
  fireEvent.change(field, { target: { value: '0026-02-01T00:05' } })
  expect(field.value).toBe('0026-02-01T00:05')
  fireEvent.change(field, { target: { value: '' } })
  const local = new Date('0026-02-01T00:05').toISOString()
  expect(onChange.mock.calls).toEqual([[local], [null]])
})

test('a choice of yes and no can be empty', () => {
  const onChange = vi.fn()
  render(
    <Stored<boolean | null> initial={null} onChange={onChange}>
      {(value, store) => (
        <YesNoField
          label="Ripe"
          name="ripe"
          errors={[]}
          constraints={{ required: false }}
          value={value}
          change={store}
        />
      )}
    </Stored>,
  )
  const field = screen.getByLabelText<HTMLSelectElement>('Ripe')
  for (const value of ['yes', 'no', '']) fireEvent.change(field, { target: { value } })
  expect(onChange.mock.calls).toEqual([[true], [false], [null]])
})

test('an invalid choice has the messages of the contract, and gets the focus', () => {
  const fields = { mood: MOODS }
  function Form() {
    const { errorsFor, formProps } = useSubmission({
      schema: {
        kind: 'object',
        properties: { mood: { kind: 'enum', values: MOODS.values } },
        required: ['mood'],
      },
      fields,
      send: async () => undefined,
      onSuccess: () => undefined,
    })
    return (
      <form aria-label="Dragon" {...formProps(() => ({ mood: null }))}>
        <SelectField
          label="Mood"
          name="mood"
          errors={errorsFor('mood')}
          constraints={fields.mood}
          value={null}
          change={change}
        />
      </form>
    )
  }
  render(<Form />)
  fireEvent.submit(screen.getByRole('form'))
  expect(screen.getByText('must be one of wide_awake, asleep, not null')).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByLabelText('Mood'))
})
