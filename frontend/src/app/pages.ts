/** The pages: each is a chunk of its own, loaded when it is opened or about to be. */

import { type ComponentType, lazy } from 'react'
import type { Place } from './paths'

/** The code of a page could not be loaded: no network, or another version was deployed meanwhile. */
export class ChunkError extends Error {}

function chunk<Props>(load: () => Promise<{ default: ComponentType<Props> }>) {
  const loadOrSay = () =>
    load().catch((cause: unknown) => {
      throw new ChunkError('a part of this page could not be loaded', { cause })
    })
  return { load: loadOrSay, Page: lazy(loadOrSay) }
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

/** Load a page ahead of time; if that fails, opening it will say so. */
export function preload(page: Place['page']): void {
  chunks[page].load().catch(() => undefined)
}
