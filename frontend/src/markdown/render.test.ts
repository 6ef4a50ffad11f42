import { expect, test } from 'vitest'
import { markdownToHtml } from './html'
import { renderMarkdown } from './render'

function html(markdown: string): string {
  const host = document.createElement('div')
  host.append(renderMarkdown(markdown))
  return host.innerHTML
}

function elementsOf(markdown: string): Element[] {
  return [...renderMarkdown(markdown).querySelectorAll('*')]
}

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<script src="https://evil.example/x.js"></script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror="alert(1)">',
  '<img src="x" OnErRoR=alert(1)>',
  '<img src=x onerror\n=\nalert(1)>',
  '<svg onload="alert(1)">',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<math href="javascript:alert(1)">x</math>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="javascript:alert(1)">',
  '<a href="javascript:alert(1)">click</a>',
  '<a href="JaVaScRiPt:alert(1)">click</a>',
  '<a href=" &#14; javascript:alert(1)">click</a>',
  '<a href="java\tscript:alert(1)">click</a>',
  '<a href="&#106;&#97;vascript:alert(1)">click</a>',
  '<a href="data:text/html,<script>alert(1)</script>">click</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">click</a>',
  '<a href="vbscript:msgbox(1)">click</a>',
  '<a href="blob:https://x/1">click</a>',
  '<img src="javascript:alert(1)">',
  '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
  '<img src="data:text/html,<script>alert(1)</script>">',
  '<img src="x" srcset="javascript:alert(1) 1x">',
  '<div onmouseover="alert(1)">hover</div>',
  '<details open ontoggle=alert(1)>x</details>',
  '<body onload=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<form action="javascript:alert(1)"><button>go</button></form>',
  '<button formaction="javascript:alert(1)">go</button>',
  '<video><source onerror="alert(1)"></video>',
  '<video poster="javascript:alert(1)"></video>',
  '<audio src=x onerror=alert(1)>',
  '<style>body { display: none }</style>',
  '<link rel="stylesheet" href="https://evil.example/x.css">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<base href="https://evil.example/">',
  '<template><img src=x onerror=alert(1)></template>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<p style="position:fixed;inset:0">over everything</p>',
  '<table background="javascript:alert(1)"><tr><td>x</td></tr></table>',
  '[click](javascript:alert(1))',
  '[click](JAVASCRIPT:alert(1))',
  '[click](javascript&#58;alert(1))',
  '[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[click](vbscript:alert(1))',
  '[click][x]\n\n[x]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '![x](javascript:alert(1))',
  '![x](data:text/html,<script>alert(1)</script>)',
  '![x" onerror="alert(1)](https://example.test/x.png)',
  '![x](https://example.test/x.png"onerror="alert(1))',
  '[x](https://example.test "title" onclick="alert(1)")',
  '```html" onmouseover="alert(1)\nx\n```',
  '`<img src=x onerror=alert(1)>`',
]

test.each(PAYLOADS)('%j cannot run, load a document or imitate the page', (payload) => {
  for (const element of elementsOf(`before ${payload} after\n\n${payload}`)) {
    expect(element.nodeName).not.toMatch(
      /^(SCRIPT|STYLE|IFRAME|OBJECT|EMBED|LINK|META|BASE|FORM|BUTTON|SVG|MATH|VIDEO|AUDIO|SOURCE|TEMPLATE)$/i,
    )
    for (const attribute of element.attributes) {
      expect(attribute.name).not.toMatch(/^(on|style$|srcdoc$|srcset$|xlink|formaction$|action$)/i)
      if (['href', 'src'].includes(attribute.name)) {
        expect(new URL(attribute.value, 'https://here.test').protocol).toMatch(/^(https?|mailto):$/)
      }
    }
  }
})

test('the sanitizer never parses HTML that an author typed', () => {
  const parsed = new Set<string>()
  for (const before of PAYLOADS) {
    const markdown = PAYLOADS.map((payload) => before + payload).join('\n\n')
    const { body } = new DOMParser().parseFromString(markdownToHtml(markdown), 'text/html')
    for (const { localName, attributes } of body.querySelectorAll('*')) {
      parsed.add(localName)
      for (const { name } of attributes) parsed.add(`${localName} ${name}`)
    }
  }
  expect([...parsed].sort()).toEqual([
    'a',
    'a href',
    'code',
    'code class',
    'h1', // A payload has a line that begins with "=", below the name of a handler.
    'img',
    'img alt',
    'img src',
    'p',
    'pre',
  ])
})

test('HTML is shown as text, and Markdown within HTML is rendered', () => {
  expect(html('<p id="root" role="alert">*x*</p>\n\nA <kbd>key</kbd> &amp; &lt;')).toBe(
    '<p>&lt;p id="root" role="alert"&gt;<em>x</em>&lt;/p&gt;</p>\n<p>A &lt;kbd&gt;key&lt;/kbd&gt; &amp; &lt;</p>\n',
  )
  expect(html('<!-- a\n\nb -->')).toBe('<p>&lt;!-- a</p>\n<p>b --&gt;</p>\n')
})

test('a text cannot use CSS classes of the page', () => {
  expect(html('```error-messages x\ny\n```')).toContain('<code class="language-error-messages">')
  expect(html('```"\ny\n```')).toContain('<code>y')
})

test('links send no referrer and have rel=nofollow', () => {
  expect(html('[x](https://example.test/a)')).toBe(
    '<p><a href="https://example.test/a" rel="nofollow noopener noreferrer">x</a></p>\n',
  )
  expect(html('[x](/settings)')).toContain('<a href="/settings" rel=')
})

test('images load lazily, and always have an alternative text', () => {
  const image = (markdown: string) => renderMarkdown(markdown).querySelector('img')
  expect(image('![](https://example.test/x.png)')?.getAttribute('loading')).toBe('lazy')
  expect(image('![](https://example.test/x.png)')?.getAttribute('alt')).toBe('')
  expect(image('![A dragon](https://example.test/x.png)')?.getAttribute('alt')).toBe('A dragon')
})

test('code keeps its language, and is focusable for keyboard scrolling', () => {
  expect(html('```c++\nint x;\n```')).toBe(
    '<pre tabindex="0"><code class="language-c++">int x;\n</code></pre>\n',
  )
})

test('headings start at level 2, below the title of the page', () => {
  expect(html('### a\n\n#### b\n\n### c')).toBe(
    '<h3 aria-level="2">a</h3>\n<h4 aria-level="3">b</h4>\n<h3 aria-level="2">c</h3>\n',
  )
})

test('a picture alone in a paragraph has a frame, a picture within a sentence does not', () => {
  expect(html('![x](https://example.test/x.png)')).toMatch(/^<p class="picture"><img /)
  expect(html('See ![x](https://example.test/x.png)')).toMatch(/^<p>See <img /)
})

test('a wide table scrolls inside a frame', () => {
  expect(html('| a |\n|---|\n| 1 |')).toMatch(/^<div class="table-frame" tabindex="0"><table>/)
})

test('task lists have labelled checkboxes', () => {
  expect(html('- [x] one')).toContain(
    '<input checked="" disabled="" type="checkbox" aria-label="done">',
  )
})

test('headings, emphasis, quotes and lists are rendered', () => {
  expect(html('# One\n\n- *two*\n\n> three')).toBe(
    '<h1 aria-level="2">One</h1>\n<ul>\n<li><em>two</em></li>\n</ul>\n<blockquote>\n<p>three</p>\n</blockquote>\n',
  )
})
