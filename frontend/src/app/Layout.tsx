import type { ReactNode } from 'react'
import { Reconnect } from '../session/Reconnect'
import { SessionExpiredBanner } from '../session/SessionExpiredBanner'
import { Navbar } from './Navbar'
import { Notices } from './Notices'

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
          <span className="wordmark">conduit</span>
          <span>A place to share what you know.</span>
        </div>
      </footer>
      <Notices />
    </>
  )
}
