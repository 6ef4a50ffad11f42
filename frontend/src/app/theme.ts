/** The theme: the system's until the user chooses one. `public/theme.js` applies the choice before the first paint. */

export type Theme = 'light' | 'dark'

const KEY = 'theme'

export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset['theme']
  if (chosen === 'light' || chosen === 'dark') return chosen
  return window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function chooseTheme(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Without storage, the choice is lost on reload.
  }
}
