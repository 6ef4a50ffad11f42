import type { ReactNode } from 'react'

interface FactProps {
  readonly label: string
  /** The value. A boolean is shown as a word, and no value as a dash. */
  readonly children: ReactNode
}

/** A labelled value in a `<dl className="facts">`. */
export function Fact({ label, children }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{shown(children)}</dd>
    </div>
  )
}

function shown(value: ReactNode): ReactNode {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return value === null || value === '' ? '—' : value
}
