import { page } from '../../routing/pages'
import { paths } from '../../routing/paths'
import type { FeatureRoutes } from '../feature'

export default {
  pages: [
    page(paths.login, () => import('./LoginPage')),
    page(paths.register, () => import('./RegisterPage')),
    page(paths.settings, () => import('./SettingsPage')),
  ],
  navigation: [
    { position: 80, label: 'Settings', to: paths.settings, icon: 'settings', visibleTo: 'users' },
    { position: 81, label: 'Sign in', to: paths.login, visibleTo: 'anonymous' },
    { position: 82, label: 'Sign up', to: paths.register, visibleTo: 'anonymous' },
  ],
} satisfies FeatureRoutes
