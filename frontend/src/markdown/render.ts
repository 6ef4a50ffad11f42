/** Markdown to safe elements. This module is a separate chunk, because the parser and the sanitizer are large. */

import createDOMPurify, { type Config } from 'dompurify'
import { markdownToHtml } from './html'

const purify = createDOMPurify(window)

/** The elements of Markdown and their attributes. With ids, roles or styles, a text could imitate the page. */
const TAGS = `a blockquote br code del em h1 h2 h3 h4 h5 h6 hr img input li ol p pre strong
  table tbody td th thead tr ul`
const ATTRIBUTES = 'align alt checked class disabled href src start title type'

const CONFIG = {
  ALLOWED_TAGS: TAGS.split(/\s+/),
  ALLOWED_ATTR: ATTRIBUTES.split(/\s+/),
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config

const LINK_PROTOCOLS = ['http:', 'https:', 'mailto:']
const IMAGE_PROTOCOLS = ['http:', 'https:']

function hasProtocol(url: string, protocols: readonly string[]): boolean {
  try {
    return protocols.includes(new URL(url, document.baseURI).protocol)
  } catch {
    return false
  }
}

purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.getAttribute('class')?.match(/^language-[\w+#.-]+$/) === null) {
    node.removeAttribute('class')
  }
  switch (node.nodeName) {
    case 'A':
      return secureLink(node)
    case 'IMG':
      return secureImage(node)
    case 'INPUT':
      return secureInput(node)
    case 'PRE':
      // The code scrolls sideways, and a keyboard can scroll only focusable elements.
      return node.setAttribute('tabindex', '0')
  }
})

function secureLink(link: Element) {
  const href = link.getAttribute('href')
  if (href === null) return
  if (!hasProtocol(href, LINK_PROTOCOLS)) return link.removeAttribute('href')
  link.setAttribute('rel', 'nofollow noopener noreferrer')
}

function secureImage(image: Element) {
  const source = image.getAttribute('src') ?? ''
  if (!hasProtocol(source, IMAGE_PROTOCOLS)) image.removeAttribute('src')
  image.setAttribute('loading', 'lazy')
  image.setAttribute('decoding', 'async')
  image.setAttribute('referrerpolicy', 'no-referrer')
}

/** Remove any control except the checkboxes of task lists. */
function secureInput(input: Element) {
  if (input.getAttribute('type') !== 'checkbox') return input.remove()
  input.setAttribute('disabled', '')
  const isChecked = input.hasAttribute('checked')
  input.setAttribute('aria-label', isChecked ? 'done' : 'to do')
}

/** The elements of a Markdown text, safe for any author. */
export function renderMarkdown(markdown: string): DocumentFragment {
  const fragment = purify.sanitize(markdownToHtml(markdown), CONFIG)
  for (const table of fragment.querySelectorAll('table')) frameTable(table)
  for (const image of fragment.querySelectorAll('p > img:only-child')) framePicture(image)
  setHeadingLevels([...fragment.querySelectorAll('h1, h2, h3, h4, h5, h6')])
  return fragment
}

function frameTable(table: Element) {
  const frame = document.createElement('div')
  frame.className = 'table-frame'
  frame.tabIndex = 0
  table.replaceWith(frame)
  frame.append(table)
}

/** Mark a picture that is alone in its paragraph: CSS reserves space, to avoid a layout shift. */
function framePicture(image: Element) {
  const paragraph = image.parentElement
  if (paragraph?.textContent?.trim() === '') paragraph.className = 'picture'
}

/** The highest heading gets level 2, below the title of the page. */
function setHeadingLevels(headings: readonly Element[]) {
  const levels = headings.map(({ nodeName }) => Number(nodeName[1]))
  const highest = Math.min(...levels)
  for (const [index, heading] of headings.entries()) {
    const level = Math.min((levels[index] ?? highest) - highest + 2, 6)
    heading.setAttribute('aria-level', String(level))
  }
}
