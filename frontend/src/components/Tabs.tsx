import { AppLink } from '../app/AppLink'

export interface Tab {
  readonly label: string
  readonly to: string
  readonly active: boolean
  /** Whether the label is a tag, which is shown with a prefix. */
  readonly isTag?: boolean
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
        {tabs.map(({ label, to, active, isTag }) => (
          <li key={to}>
            <AppLink
              className={`nav-link${active ? ' active' : ''}${isTag ? ' tag-tab' : ''}`}
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
