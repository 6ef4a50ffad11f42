/** Attacks by users on other users. A payload that runs sets `__pwned` or opens a dialog. */

export const CODE = 'window.__pwned=1;alert(1)'
export const SCRIPT = `<script>${CODE}</script>`
export const PICTURE = `<img src=x onerror="${CODE}">`
export const PAYLOADS = [
  SCRIPT,
  PICTURE,
  `<svg onload="${CODE}"><script>${CODE}</script></svg>`,
  `<iframe srcdoc="<script>parent.${CODE}</script>"></iframe>`,
  `<iframe src="javascript:${CODE}"></iframe>`,
  `<object data="data:text/html,<script>${CODE}</script>"></object>`,
  `<embed src="javascript:${CODE}">`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${CODE}"></style></mglyph></table></mtext></math>`,
  `<form action="javascript:${CODE}"><button>click</button></form>`,
  `<details open ontoggle="${CODE}">x</details>`,
  `<a href="javascript:${CODE}">html link</a>`,
  `<a href="&#106;avascript:${CODE}">entity link</a>`,
  `[link](javascript:${CODE})`,
  `[tab](java\tscript:${CODE})`,
  `[case](JaVaScRiPt:${CODE})`,
  `[data](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `[vb](vbscript:msgbox(1))`,
  `![picture](javascript:${CODE})`,
  `![title](x "onerror=${CODE}")`,
  `![alt" onerror="${CODE}](x)`,
  `<base href="https://evil.example.test/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${CODE}">`,
  `<link rel="stylesheet" href="https://evil.example.test/x.css">`,
  `<style>@import url(https://evil.example.test/x.css);</style>`,
  `<input autofocus onfocus="${CODE}">`,
  '```"><script>window.__pwned=1</script>\ncode\n```',
]
/** Elements that could run a script or load a document. */
export const DANGEROUS = [
  'script',
  'iframe',
  'object',
  'embed',
  'base',
  'form',
  'style',
  'meta',
  'link',
  'input',
].join(',')
