import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'

interface ConfirmDialogProps {
  readonly title: string
  /** The label of the button that confirms: a verb, such as “Delete”. */
  readonly action: string
  readonly confirm: () => void
  readonly cancel: () => void
  /** The consequences. */
  readonly children: ReactNode
}

/**
 * A modal dialog that is open while it is mounted, for an action that cannot be undone. Escape cancels. The focus is on
 * the button to cancel first, and returns to the element that opened the dialog.
 */
export function ConfirmDialog({ title, action, confirm, cancel, children }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        // The owner unmounts the dialog.
        event.preventDefault()
        cancel()
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-text`}>{children}</div>
      <div className="dialog-actions">
        <button type="button" className="btn btn-outline" onClick={cancel}>
          Cancel
        </button>
        <button type="button" className="btn btn-outline-danger" onClick={confirm}>
          {action}
        </button>
      </div>
    </dialog>
  )
}
