// Opens documents in a browser as a careless reader would: waits, and clicks, touches and focuses all there is.
// Reads a plan from stdin: {"chromium": "…", "wait": 200, "documents": [{"type": "text/html", "text": "…"}, …]} and
// writes, for each: its title at the end, what it asked for, and where it went by itself. Many documents stand in one
// page, each in a frame of its own. No request leaves the machine: all are answered here, with nothing.
import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const plan = JSON.parse(readFileSync(0, 'utf8'))
const HERE = 'http://essays.example/'
const AT_ONCE = 40

async function touch() {
  const soon = () => new Promise(done => setTimeout(done, 2))
  const kinds = ['mouseover', 'mouseenter', 'wheel', 'paste', 'animationstart', 'begin', 'toggle', 'blur', 'change']
  for (const element of document.querySelectorAll('*')) {
    for (const kind of kinds) element.dispatchEvent(new Event(kind, { bubbles: true }))
    element.focus?.()
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    // A link's script runs a moment after the click, unless another link is followed before.
    if (element.matches('[href], button, input')) await soon()
  }
}

async function visit(browser, documents) {
  const context = await browser.newContext()
  const page = await context.newPage()
  const seen = documents.map(() => ({ title: '', requests: [], navigations: [] }))
  const outside = { title: '', requests: [], navigations: [] }
  let clicking = false
  const owner = frame => {
    while (frame.parentFrame() && frame.parentFrame() !== page.mainFrame()) frame = frame.parentFrame()
    return frame.parentFrame() ? seen[Number(frame.name())] ?? outside : outside
  }
  context.on('page', other => { outside.navigations.push(other.url()); other.close() })
  page.on('dialog', box => { outside.navigations.push(`dialog: ${box.message()}`); box.dismiss() })
  await context.route('**/*', route => {
    const request = route.request(), frame = request.frame(), url = request.url()
    if (url === HERE) return route.fulfill({ contentType: 'text/html', body: frames(documents) })
    const top = frame.parentFrame() === page.mainFrame() || frame === page.mainFrame()
    const own = top && request.isNavigationRequest()
    const number = url.startsWith(`${HERE}document-`) ? Number(url.slice(HERE.length + 9)) : -1
    if (own && documents[number]) return route.fulfill({ contentType: documents[number].type, body: documents[number].text })
    // Where a click leads is the reader's own wish; what a page fetches for it is not.
    if (!own) owner(frame).requests.push([request.resourceType(), url])
    else if (!clicking) owner(frame).navigations.push(url)
    return own ? route.fulfill({ status: 204 }) : route.abort() // 204 leaves the document where it is
  })
  await page.goto(HERE, { waitUntil: 'commit' })
  await page.waitForLoadState('load', { timeout: 20000 }).catch(() => {})
  await page.waitForTimeout(plan.wait)
  clicking = true
  const own = page.mainFrame().childFrames()
  const left = frame => error => owner(frame).navigations.push(`left: ${String(error).split('\n')[0]}`)
  await Promise.all(own.map(frame => frame.evaluate(touch).catch(left(frame))))
  await page.waitForTimeout(plan.wait)
  for (const frame of own) owner(frame).title = await frame.evaluate(() => document.title).catch(String)
  outside.title = await page.title()
  await context.close()
  return [...seen, outside]
}

// All but leaving the frame, which would take the others along.
const MAY = 'allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-downloads'
const frames = documents =>
  `<title>outside</title>${documents.map((_, number) => `<iframe name="${number}" src="document-${number}" sandbox="${MAY}"></iframe>`).join('')}`

const browser = await chromium.launch({ executablePath: plan.chromium, args: ['--no-sandbox'] })
const found = [], outside = []
for (let at = 0; at < plan.documents.length; at += AT_ONCE) {
  const seen = await visit(browser, plan.documents.slice(at, at + AT_ONCE))
  outside.push(seen.pop())
  found.push(...seen)
}
await browser.close()
console.log(JSON.stringify({ documents: found, outside }))
