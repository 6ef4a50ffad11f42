// Runs before the first paint, to avoid a flash of the other theme. A file, because the Content-Security-Policy
// allows no inline script.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Without storage, the system's theme applies.
}
