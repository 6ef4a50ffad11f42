/** What somebody may write to attack those who read it. Whatever runs sets `__pwned`, or opens a dialog. */

import { button, comments, field, heading } from './page.ts'
import { register } from './people.ts'
import { expect, test } from './test.ts'

const RUN = 'window.__pwned=1;alert(1)'
const SCRIPT = `<script>${RUN}</script>`
const PICTURE = `<img src=x onerror="${RUN}">`
const PAYLOADS = [
  SCRIPT,
  PICTURE,
  `<svg onload="${RUN}"><script>${RUN}</script></svg>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`,
  `<iframe src="javascript:${RUN}"></iframe>`,
  `<object data="data:text/html,<script>${RUN}</script>"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<math><mtext><table><mglyph><style><img src=x onerror="${RUN}"></style></mglyph></table></mtext></math>`,
  `<form action="javascript:${RUN}"><button>click</button></form>`,
  `<details open ontoggle="${RUN}">x</details>`,
  `<a href="javascript:${RUN}">html link</a>`,
  `<a href="&#106;avascript:${RUN}">entity link</a>`,
  `[link](javascript:${RUN})`,
  `[tab](java\tscript:${RUN})`,
  `[case](JaVaScRiPt:${RUN})`,
  `[data](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)`,
  `[vb](vbscript:msgbox(1))`,
  `![picture](javascript:${RUN})`,
  `![title](x "onerror=${RUN}")`,
  `![alt" onerror="${RUN}](x)`,
  `<base href="https://evil.example.test/">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<link rel="stylesheet" href="https://evil.example.test/x.css">`,
  `<style>@import url(https://evil.example.test/x.css);</style>`,
  `<input autofocus onfocus="${RUN}">`,
  '```"><script>window.__pwned=1</script>\ncode\n```',
]
// What could run, or load something, in the page as it is after all scripts.
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

test('no article runs anything, sends anybody to a script, or loads a document', async ({
  page,
  jake,
}) => {
  const slug = await jake.publishes({
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

test('the preview of the editor runs nothing either', async ({ page, jake }) => {
  await page.goto('/editor')
  await field(page, 'body').fill(PAYLOADS.join('\n\n'))
  await button(page, 'Show preview').click()
  await expect(page.locator('.preview').getByText('code', { exact: true })).toBeVisible()

  await expect(page.locator('.preview').locator(DANGEROUS)).toHaveCount(0)
  await expect(page.locator('.navbar')).toContainText(jake.username)
})

test('bios, pictures and comments are text', async ({ page, jake }) => {
  const slug = await jake.publishes({ title: 'A title' })
  for (const payload of PAYLOADS.slice(0, 3)) await jake.comments(slug, payload)
  await jake.changes({ bio: PICTURE, image: `javascript:${RUN}` })

  await page.goto(`/article/${slug}`)
  await expect(comments(page)).toHaveCount(3)
  await expect(comments(page).getByText(SCRIPT).first()).toBeVisible()
  await expect(page.locator('.card script, .card img[onerror]')).toHaveCount(0)
  await page.goto(`/profile/${jake.username}`)
  await expect(page.locator('.user-info').getByText(PICTURE)).toBeVisible()
  await expect(page.locator('.user-img').first()).toHaveAttribute('src', /default-avatar.*\.svg$/)
})

test('a username is text, and an address of its own', async ({ page, request }) => {
  const eve = await register(request, '"><img src=x onerror=alert(1)>')
  const slug = await eve.publishes({ title: 'A title' })
  await page.goto(`/article/${slug}`)
  await page.locator('.article-meta .author').first().click()

  await expect(heading(page, eve.username)).toBeVisible()
  await expect(page).toHaveURL(`/profile/${encodeURIComponent(eve.username)}`)
})

test('a sign-in leads to no other host', async ({ page, signUp }) => {
  const anna = await signUp('anna')
  for (const next of [
    '//evil.example.test',
    'https://evil.example.test',
    '/\\evil.example.test',
    `javascript:${RUN}`,
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
