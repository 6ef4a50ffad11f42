/** Markdown to HTML that has only Markdown's own elements. */

import { Marked } from 'marked'

const marked = new Marked({
  gfm: true,
  async: false,
  // HTML within Markdown stays text. The sanitizer has to parse what it judges, and a browser reports to the console
  // every handler and style of it that the Content-Security-Policy refuses.
  tokenizer: { html: () => undefined, tag: () => undefined },
})

/** HTML for a sanitizer: addresses of links and images are as they were typed. */
export function markdownToHtml(markdown: string): string {
  return marked.parse(markdown, { async: false })
}
