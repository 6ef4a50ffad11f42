/** The pages. Each page is a separate chunk. */

import { type ComponentType, lazy } from 'react'
import type { Route } from './paths'

/** The code of a page failed to load: no network, or a newer version was deployed. */
export class ChunkError extends Error {}

function chunk<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const loadChunk = () =>
    load().catch((cause: unknown) => {
      throw new ChunkError('a part of this page could not be loaded', { cause })
    })
  return { load: loadChunk, Page: lazy(loadChunk) }
}

const home = chunk(() => import('../pages/HomePage'))
const login = chunk(() => import('../pages/LoginPage'))
const register = chunk(() => import('../pages/RegisterPage'))
const settings = chunk(() => import('../pages/SettingsPage'))
const editor = chunk(() => import('../pages/EditorPage'))
const article = chunk(() => import('../pages/ArticlePage'))
const profile = chunk(() => import('../pages/ProfilePage'))
const notFound = chunk(() => import('../pages/NotFoundPage'))

const chunks = { home, tag: home, login, register, settings, editor, article, profile, notFound }

export const HomePage = home.Page
export const LoginPage = login.Page
export const RegisterPage = register.Page
export const SettingsPage = settings.Page
export const EditorPage = editor.Page
export const ArticlePage = article.Page
export const ProfilePage = profile.Page
export const NotFoundPage = notFound.Page

/** Load a page ahead of time. A failure is ignored here: opening the page reports the error. */
export function preload(page: Route['page']): void {
  chunks[page].load().catch(() => undefined)
}
