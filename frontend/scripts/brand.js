// A Vite plugin that writes the title and the description of the contract into index.html.

/**
 * @param {{ title: string, description: string }} info
 * @returns {import('vite').Plugin}
 */
export function brand({ title, description }) {
  return {
    name: 'brand',
    transformIndexHtml: (html) =>
      html
        .replaceAll('%TITLE%', () => escapeHtml(title))
        .replaceAll('%DESCRIPTION%', () => escapeHtml(description)),
  }
}

/** @param {string} text */
function escapeHtml(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
