import { cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { watchNavigation } from './arrival'
import { PageHeading } from './PageHeading'

afterEach(cleanup)

function navigate() {
  window.dispatchEvent(new Event('popstate'))
}

/** Two links that stay, and the heading of a page once it is there. */
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
  ['a visit has the focus where the browser puts it', undefined, undefined, 'BODY'],
  ['a page that was navigated to has the focus on its heading', 'one', 'one', 'H1'],
  ['a focus that has moved on while the page was loading stays', 'one', 'two', 'A'],
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
