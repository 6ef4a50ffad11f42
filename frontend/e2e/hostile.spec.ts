/** Attacks by authors on readers. A payload that runs sets `__pwned` or opens a dialog. */

import { button, comments, field, heading } from './page.ts'
import { register } from './people.ts'
import { expect, test } from './test.ts'

const CODE = 'window.__pwned=1;alert(1)'
const SCRIPT = `<script>${CODE}</script>`
const PICTURE = `<img src=x onerror="${CODE}">`
const PAYLOADS = [
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
// Elements that could run a script or load a document.
const DANGEROUS = [
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

test('an article runs no script, has no script links, and loads no document', async ({
  page,
  jake,
}) => {
  const slug = await jake.publish({
    title: PICTURE,
    description: SCRIPT,
    body: PAYLOADS.join('\n\n'),
    tagList: ['<img src=x onerror=alert(1)>'],
  })
  await page.goto(`/article/${slug}`)
  await expect(heading(page, PICTURE)).toBeVisible()
  const content = page.locator('.article-content')
  await expect(content.getByText('code', { exact: true })).toBeVisible()

  await expect(content.locator(DANGEROUS)).toHaveCount(0)
  for (const link of await content.locator('a').all())
    await link.click({ noWaitAfter: true, trial: true })
  const attributes = await content.evaluate((element) =>
    [...element.querySelectorAll('*')].flatMap((each) =>
      [...each.attributes].map(({ name, value }) => `${name}=${value}`),
    ),
  )
  expect(
    attributes.filter((each) =>
      /^on|^style=|^srcdoc=|^(href|src|action|data)=\s*(javascript|data|vbscript):/i.test(each),
    ),
  ).toEqual([])
  await page.goto('/')
  await expect(page.getByText(SCRIPT).first()).toBeVisible()
})

test('the preview of the editor runs no script', async ({ page, jake }) => {
  await page.goto('/editor')
  await field(page, 'body').fill(PAYLOADS.join('\n\n'))
  await button(page, 'Show preview').click()
  await expect(page.locator('.preview').getByText('code', { exact: true })).toBeVisible()

  await expect(page.locator('.preview').locator(DANGEROUS)).toHaveCount(0)
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('bios, pictures and comments are not rendered as HTML', async ({ page, jake }) => {
  const slug = await jake.publish({ title: 'A title' })
  for (const payload of PAYLOADS.slice(0, 3)) await jake.comment(slug, payload)
  await jake.updateUser({ bio: PICTURE, image: `javascript:${CODE}` })

  await page.goto(`/article/${slug}`)
  await expect(comments(page)).toHaveCount(3)
  await expect(comments(page).getByText(SCRIPT).first()).toBeVisible()
  await expect(page.locator('.card script, .card img[onerror]')).toHaveCount(0)
  await page.goto(`/profile/${jake.username}`)
  await expect(page.locator('.user-info').getByText(PICTURE)).toBeVisible()
  await expect(page.locator('.user-img').first()).toHaveAttribute('src', /default-avatar.*\.svg$/)
})

test('a username is not rendered as HTML, and is encoded in the URL', async ({ page, request }) => {
  const eve = await register(request, '"><img src=x onerror=alert(1)>')
  const slug = await eve.publish({ title: 'A title' })
  await page.goto(`/article/${slug}`)
  await page.locator('.article-meta .author').first().click()

  await expect(heading(page, eve.username)).toBeVisible()
  await expect(page).toHaveURL(`/profile/${encodeURIComponent(eve.username)}`)
})

test('a sign-in does not redirect to another host', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  for (const next of [
    '//evil.example.test',
    'https://evil.example.test',
    '/\\evil.example.test',
    `javascript:${CODE}`,
  ]) {
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await field(page, 'email').fill(anna.email)
    await field(page, 'password').fill('it takes a jacobian')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.locator('.navbar')).toContainText(anna.username)
    expect(new URL(page.url()).hostname).toBe('127.0.0.1')
    await page.evaluate(() => localStorage.clear())
  }
})
