interface SubmitButtonProps {
  readonly busy: boolean
  readonly children: string
}

/** A submit button that keeps its width and the focus while busy: a disabled button would lose both. */
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
