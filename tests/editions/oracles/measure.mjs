// Opens one page and answers questions about it. Reads {"chromium": "…", "url": "…", "media": "screen", "asks":
// {"name": "an expression", …}} from stdin, writes {"name": its value, …}.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const plan = JSON.parse(readFileSync(0, 'utf8'))
const browser = await chromium.launch({ executablePath: plan.chromium, args: ['--no-sandbox'] })
const page = await (await browser.newContext({ bypassCSP: true, viewport: { width: 390, height: 800 } })).newPage()
await page.goto(plan.url)
await page.emulateMedia({ media: plan.media })
await page.evaluate(() => {
  window.style = (selector, name, pseudo) => getComputedStyle(document.querySelector(selector), pseudo)[name]
  // Where the first of these characters stands in the element: its start and end, in pixels from the left.
  window.place = (selector, text) => {
    const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(text)
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + text.length)
      const { left, right } = range.getBoundingClientRect()
      return [Math.round(left), Math.round(right)]
    }
  }
})
const found = {}
for (const [name, expression] of Object.entries(plan.asks)) found[name] = await page.evaluate(expression)
await browser.close()
console.log(JSON.stringify(found))
