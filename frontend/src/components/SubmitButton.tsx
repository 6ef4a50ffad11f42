interface SubmitButtonProps {
  readonly busy: boolean
  readonly children: string
}

/** It keeps its width and the focus while it works: a disabled button would lose both. */
export function SubmitButton({ busy, children }: SubmitButtonProps) {
  return (
    <button
      type="submit"
      className={busy ? 'btn btn-lg btn-primary busy' : 'btn btn-lg btn-primary'}
      aria-disabled={busy}
    >
      {children}
    </button>
  )
}
