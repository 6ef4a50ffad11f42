import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { CalendarDate } from './CalendarDate'
import { Fact } from './Fact'

afterEach(cleanup)

test.each([
  ['a text', 'a text'],
  [0, '0'],
  [true, 'Yes'],
  [false, 'No'],
  [null, '—'],
  ['', '—'],
])('the fact %j is shown as %s', (value, text) => {
  render(
    <dl>
      <Fact label="Label">{value}</Fact>
    </dl>,
  )
  expect(screen.getByRole('term').textContent).toBe('Label')
  expect(screen.getByRole('definition').textContent).toBe(text)
})

test('a date is the same in each time zone', () => {
  render(<CalendarDate date="2026-01-31" />)
  expect(screen.getByText('January 31, 2026')).toBeTruthy()
})
