import { AppLink } from '../app/AppLink'

export interface Tab {
  readonly words: string
  readonly to: string
  readonly active: boolean
  /** A tag is shown with a sign before it. */
  readonly isTag?: boolean
}

/** Links between the lists of a page. They are no `nav`: that is the main one to browser suites. */
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
        {tabs.map(({ words, to, active, isTag }) => (
          <li key={to}>
            <AppLink
              className={`nav-link${active ? ' active' : ''}${isTag ? ' tag-tab' : ''}`}
              aria-current={active ? 'page' : undefined}
              to={to}
            >
              {words}
            </AppLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
