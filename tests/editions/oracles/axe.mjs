// Looks at pages with axe-core, and whether they scroll sideways. Reads a plan from stdin, writes what it found:
// {"chromium": "/usr/bin/chromium", "looks": [{"url": "…", "scheme": "dark", "width": 320, "spacing": false}, …]}
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
// What WCAG 2.2, 1.4.12 lets readers set without losing anything.
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-block-end: 2em !important }`

const run = page => page.evaluate(tags => axe.run(document, { runOnly: tags }), TAGS)

const said = (result, kind) =>
  result[kind].flatMap(rule => rule.nodes.map(node => `${kind}: ${rule.id}: ${node.target}: ${node.html.slice(0, 160)}`))

function scrollBoxes(share) {
  for (const box of document.querySelectorAll('[tabindex="0"]')) {
    const along = (box.scrollWidth - box.clientWidth) * share
    box.scrollLeft = document.dir === 'rtl' ? -along : along
  }
}

const plan = JSON.parse(readFileSync(0, 'utf8'))
const browser = await chromium.launch({ executablePath: plan.chromium, args: ['--no-sandbox'] })
const found = []
for (const look of plan.looks) {
  // The page's policy admits no script, not even this one's.
  const context = await browser.newContext({
    bypassCSP: true, colorScheme: look.scheme, viewport: { width: look.width, height: 800 },
  })
  const page = await context.newPage()
  await page.goto(look.url)
  if (look.spacing) await page.addStyleTag({ content: SPACING })
  await page.evaluate(axe)
  const result = await run(page)
  const wrong = said(result, 'violations')
  // Of what is cut off in a box that scrolls, axe cannot tell the colours before it is scrolled into view.
  let unsure = said(result, 'incomplete')
  for (const share of [.25, .5, .75, 1]) {
    if (unsure.length === 0) break
    await page.evaluate(scrollBoxes, share)
    const after = await run(page)
    const still = said(after, 'incomplete')
    unsure = unsure.filter(each => still.includes(each))
    wrong.push(...said(after, 'violations'))
  }
  const sideways = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth)
  found.push({
    ...look,
    passes: result.passes.length,
    wrong: [...new Set([...wrong, ...unsure]), ...(sideways > 0 ? [`scrolls sideways by ${sideways} px`] : [])],
  })
  await context.close()
}
await browser.close()
console.log(JSON.stringify(found))
