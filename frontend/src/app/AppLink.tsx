import { useQueryClient } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { Link } from 'wouter'
import { article } from '../queries/articles'
import { preload } from './pages'
import { parseRoute } from './paths'

type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & { to: string }

/** A link that preloads its page on hover and on focus. */
export function AppLink({ to, ...rest }: AppLinkProps) {
  const client = useQueryClient()

  function prefetch() {
    const route = parseRoute(new URL(to, window.location.href).pathname)
    preload(route.page)
    if (route.page === 'article') void client.prefetchQuery(article(route.slug))
  }

  return <Link href={to} onPointerEnter={prefetch} onFocus={prefetch} {...rest} />
}
