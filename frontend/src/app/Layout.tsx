import type { ReactNode } from 'react'
import { DESCRIPTION, TITLE } from '../generated/info'
import { Notices } from '../notices/Notices'
import { Reconnect } from '../session/Reconnect'
import { SessionExpiredBanner } from '../session/SessionExpiredBanner'
import { Navbar } from './Navbar'

/** The header, footer and notices around every page. */
export function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="site-header">
        <Navbar />
        <Reconnect />
        <SessionExpiredBanner />
      </header>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className="site-footer">
        <div className="container">
          <span className="wordmark">{TITLE.toLowerCase()}</span>
          <span>{DESCRIPTION}</span>
        </div>
      </footer>
      <Notices />
    </>
  )
}
