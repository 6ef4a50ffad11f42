import { PageHeading } from '../components/PageHeading'
import { AppLink } from '../routing/AppLink'
import { paths } from '../routing/paths'

export function NotFoundPage() {
  return (
    <div className="container narrow page not-found-page">
      <p className="big-number" aria-hidden="true">
        404
      </p>
      <PageHeading title="There is no such page" />
      <p>
        The address may be mistyped, or the page may be gone.{' '}
        <AppLink to={paths.home}>Go to the home page</AppLink>
      </p>
    </div>
  )
}
