import { useState } from 'react'
import { Icon } from '../components/Icon'
import { chooseTheme, currentTheme } from './theme'

export function ThemeToggle() {
  const [theme, setTheme] = useState(currentTheme)
  const other = theme === 'dark' ? 'light' : 'dark'

  function toggle() {
    chooseTheme(other)
    setTheme(other)
  }

  return (
    <button
      type="button"
      className="btn-icon theme-toggle"
      aria-label={`Use the ${other} theme`}
      onClick={toggle}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  )
}
