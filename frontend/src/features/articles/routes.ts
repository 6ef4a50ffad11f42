import { page } from '../../routing/pages'
import { paths } from '../../routing/paths'
import type { FeatureRoutes } from '../feature'
import { profilePaths } from '../profiles/paths'
import { articlePaths } from './paths'
import { article } from './queries'

export default {
  pages: [
    page(['/', '/tag/:tag'], () => import('./HomePage'), { staysMounted: true }),
    page('/article/:slug', () => import('./ArticlePage'), {
      prefetch: (client, { slug }) => client.prefetchQuery(article(slug)),
    }),
    page('/editor/:slug?', () => import('./EditorPage')),
    page(['/profile/:username', '/profile/:username/favorites'], () => import('./ProfilePage')),
  ],
  navigation: [
    { position: 10, label: 'Home', to: paths.home, icon: 'home', visibleTo: 'everyone' },
    {
      position: 20,
      label: 'New Article',
      to: articlePaths.newArticle,
      icon: 'pen',
      visibleTo: 'users',
    },
  ],
  userPage: profilePaths.profile,
} satisfies FeatureRoutes
