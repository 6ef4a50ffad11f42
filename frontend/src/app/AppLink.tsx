import { useQueryClient } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { Link } from 'wouter'
import { article } from '../queries/articles'
import { preload } from './pages'
import { placeOf } from './paths'

type AppLinkProps = Omit<ComponentProps<'a'>, 'href'> & { to: string }

/** A link to another page, which is fetched as soon as somebody is about to follow it. */
export function AppLink({ to, ...rest }: AppLinkProps) {
  const client = useQueryClient()

  function warmUp() {
    const place = placeOf(new URL(to, window.location.href).pathname)
    preload(place.page)
    if (place.page === 'article') void client.prefetchQuery(article(place.slug))
  }

  return <Link href={to} onPointerEnter={warmUp} onFocus={warmUp} {...rest} />
}
