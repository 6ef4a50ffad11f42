/** Light or dark: what the system says, until somebody chooses. `public/theme.js` applies it before the first paint. */

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
    // It holds until the page is left.
  }
}
