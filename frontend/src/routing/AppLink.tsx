import type { ComponentProps } from 'react'
import { Link } from 'wouter'
import { useRouting } from './RoutingContext'

type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & { to: string }

/** A link that preloads its page on hover and on focus. */
export function AppLink({ to, ...rest }: AppLinkProps) {
  const { preload } = useRouting()
  const preloadPage = () => preload(new URL(to, window.location.href).pathname)
  return <Link href={to} onPointerEnter={preloadPage} onFocus={preloadPage} {...rest} />
}
