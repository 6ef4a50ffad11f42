import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { PagedList } from './PagedList'

afterEach(cleanup)

const refetch = vi.fn()
const LOADED = { error: null, isPlaceholderData: false, refetch }

function open(changes: Partial<Parameters<typeof PagedList<string>>[0]>) {
  render(
    <PagedList
      name="Dragons"
      query={LOADED}
      items={['Fuchur']}
      total={1}
      page={1}
      url="/dragons"
      prefetch={() => undefined}
      skeleton={<p>loading</p>}
      empty={<p>none</p>}
      {...changes}
    >
      {(items) => items.map((item) => <p key={item}>{item}</p>)}
    </PagedList>,
  )
}

test('a list that fits on one page has no pagination', () => {
  open({})
  expect(screen.getByRole('region', { name: 'Dragons' }).textContent).toBe('Fuchur')
})

test('a list of several pages has its page in its name', () => {
  open({ total: 21, page: 2 })
  expect(screen.getByRole('region', { name: 'Dragons, page 2 of 3' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Page 3' })).toBeTruthy()
})

test('a list that loads, is empty, or ends before the page, says so', () => {
  open({ items: undefined, total: undefined })
  open({ items: [], total: 0 })
  open({ items: [], total: 5, page: 9 })
  expect(screen.getAllByRole('region').map(({ textContent }) => textContent)).toEqual([
    ...['loading', 'none', 'There is nothing on this page. Go to the first page'],
  ])
})

test('a list that failed to load can be requested again', () => {
  open({ items: undefined, query: { ...LOADED, error: new Error('failed') } })
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(refetch).toHaveBeenCalledOnce()
})
