import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { ConfirmDialog } from './ConfirmDialog'

afterEach(cleanup)

// jsdom has no modal dialogs.
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true
}
HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
  this.open = false
}

function open() {
  const actions = { confirm: vi.fn(), cancel: vi.fn() }
  const { unmount } = render(
    <ConfirmDialog title="Delete the dragon?" action="Delete" {...actions}>
      <p>Dragons do not come back.</p>
    </ConfirmDialog>,
  )
  return { ...actions, unmount, dialog: screen.getByRole<HTMLDialogElement>('dialog') }
}

test('the dialog is modal, and has a name and a description', () => {
  const showModal = vi.spyOn(HTMLDialogElement.prototype, 'showModal')
  const { dialog } = open()
  expect(showModal).toHaveBeenCalledOnce()
  expect(screen.getByRole('dialog', { name: 'Delete the dragon?' })).toBe(dialog)
  const description = dialog.getAttribute('aria-describedby') ?? ''
  expect(document.getElementById(description)?.textContent).toBe('Dragons do not come back.')
  expect(screen.getAllByRole('button')[0]?.textContent).toBe('Cancel')
})

test('one button confirms, the other cancels', () => {
  const { confirm, cancel } = open()
  fireEvent.click(screen.getByRole('button', { name: 'Delete' }))
  expect([confirm, cancel].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
  expect([confirm, cancel].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
})

test('Escape cancels, and leaves the closing to the owner', () => {
  const { dialog, confirm, cancel } = open()
  const isDefault = fireEvent(dialog, new Event('cancel', { cancelable: true }))
  expect(cancel).toHaveBeenCalledOnce()
  expect(confirm).not.toHaveBeenCalled()
  expect(isDefault).toBe(false)
})

test('the dialog is closed before it is removed, so that the focus returns', () => {
  const { dialog, unmount } = open()
  unmount()
  expect(dialog.open).toBe(false)
})
