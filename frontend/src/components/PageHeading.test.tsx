import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { watchNavigation } from '../routing/navigation'
import { PageHeading } from './PageHeading'

afterEach(cleanup)

function navigate() {
  window.dispatchEvent(new Event('popstate'))
}

/** Two links that stay, and the heading of a page after the page has loaded. */
function page(heading: boolean) {
  return (
    <>
      <a href="/one">one</a>
      <a href="/two">two</a>
      {heading && <PageHeading title="A page" />}
    </>
  )
}

test.each([
  ['the first page of a visit does not move the focus', undefined, undefined, 'BODY'],
  ['after navigation the heading has the focus', 'one', 'one', 'H1'],
  ['a focus that moved while the page was loading stays', 'one', 'two', 'A'],
])('%s', (_, before, meanwhile, focused) => {
  const unwatch = watchNavigation()
  const { getByText, rerender } = render(page(false))
  if (before) {
    getByText(before).focus()
    navigate()
  }
  if (meanwhile) getByText(meanwhile).focus()
  rerender(page(true))

  expect(document.activeElement?.nodeName).toBe(focused)
  unwatch()
})
