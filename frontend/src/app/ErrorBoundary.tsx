import { Component, type ReactNode } from 'react'

interface ErrorBoundaryProps {
  /** Another value gives the children another chance. */
  readonly attempt: string
  readonly fallback: (error: unknown) => ReactNode
  readonly children: ReactNode
}

interface ErrorBoundaryState {
  readonly failure: { readonly error: unknown } | undefined
  readonly attempt: string
}

/** Shows a fallback in place of children that cannot be rendered. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { failure: undefined, attempt: this.props.attempt }

  static getDerivedStateFromError(error: unknown): Partial<ErrorBoundaryState> {
    return { failure: { error } }
  }

  static getDerivedStateFromProps(
    { attempt }: ErrorBoundaryProps,
    state: ErrorBoundaryState,
  ): ErrorBoundaryState | null {
    return attempt === state.attempt ? null : { failure: undefined, attempt }
  }

  override render(): ReactNode {
    return this.state.failure ? this.props.fallback(this.state.failure.error) : this.props.children
  }
}
