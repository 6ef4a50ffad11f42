import { AppLink } from '../routing/AppLink'

export interface Tab {
  readonly label: string
  readonly to: string
  readonly active: boolean
  readonly className?: string
}

/** Links to the lists of a page. Not a `nav`, because browser test suites expect the main navigation there. */
export function Tabs({
  tabs,
  className,
}: {
  readonly tabs: readonly Tab[]
  readonly className: string
}) {
  return (
    <div className={className}>
      <ul className="tabs">
        {tabs.map(({ label, to, active, className: ownClass = '' }) => (
          <li key={to}>
            <AppLink
              className={`nav-link${active ? ' active' : ''} ${ownClass}`}
              aria-current={active ? 'page' : undefined}
              to={to}
            >
              {label}
            </AppLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
