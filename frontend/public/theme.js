// Before the first paint, so that nobody sees a flash of the other theme. It is a file because the
// Content-Security-Policy allows no inline script.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Where nothing is stored, the system's theme holds.
}
