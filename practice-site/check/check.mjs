// Checks pages of a running site: valid HTML by the Nu checker, and no axe violation in light and
// dark, wide and narrow. `node check.mjs URL...`; exit 0 only if every page passes.
// CHROMIUM names the browser where it is not /usr/bin/chromium. Java must be installed.
// A URL written `POST:field=value:URL` is opened by sending that form from the page at URL.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const AXE = require.resolve('axe-core/axe.min.js')
const NU = require.resolve('vnu-jar/build/dist/vnu.jar')
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium'
const VIEWS = [
  { name: 'wide, light', viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  { name: 'narrow, dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
]

/** Splits an argument into the page's address and the form to send there, if any. */
function request(argument) {
  const form = /^POST:([^=:]+)=([^:]*):(.+)$/.exec(argument)
  return form ? { url: form[3], field: form[1], value: form[2] } : { url: argument }
}

/** The HTML of a page as the server sends it, before any browser has mended it. */
async function source({ url, field, value }) {
  const body = field && new URLSearchParams({ [field]: value })
  const answer = await fetch(url, body ? { method: 'POST', body } : {})
  const type = answer.headers.get('content-type') ?? ''
  if (!type.startsWith('text/html')) throw new Error(`${url} is not a page but “${type}”`)
  return answer.text()
}

/** What the Nu checker says about the files, errors and warnings, by file name. */
function nu(files) {
  const options = ['-jar', NU, '--format', 'json', '--stdout', '--exit-zero-always', ...files]
  return new Promise((resolve, reject) => {
    execFile('java', options, { maxBuffer: 64 << 20 }, (error, stdout) => {
      if (error) reject(new Error(`The Nu checker did not run: ${error.message}`))
      else resolve(JSON.parse(stdout).messages)
    })
  })
}

/** Nu's messages that count: all errors, and the warnings except those a story's body may cause. */
function counts(message) {
  if (message.type === 'error' || message.type === 'non-document-error') return true
  // Footnotes come as a section without a heading from every Markdown renderer.
  return message.subType === 'warning' && !message.message.includes('Section lacks heading')
}

async function validity(requests) {
  const folder = await mkdtemp(join(tmpdir(), 'pages-'))
  try {
    const files = []
    for (const [number, asked] of requests.entries()) {
      const file = join(folder, `${number}.html`)
      await writeFile(file, await source(asked))
      files.push(file)
    }
    const messages = (await nu(files)).filter(counts)
    return messages.map(({ url, lastLine, message, extract }) => {
      const number = files.findIndex((file) => url?.endsWith(file))
      const page = requests[number]?.url ?? url ?? 'the checker'
      return `${page}: ${message} (line ${lastLine ?? '?'}: ${extract?.trim() ?? ''})`
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function open(page, { url, field, value }) {
  await page.goto(url)
  if (!field) return
  await page.locator(`[name="${field}"]`).first().fill(value)
  // The server's own answer is wanted, not the browser's word on the field.
  await page.locator(`form:has([name="${field}"])`).first().evaluate((form) => {
    form.noValidate = true
  })
  await page.locator(`form:has([name="${field}"]) [type=submit]`).first().click()
  await page.waitForLoadState()
}

async function accessibility(requests, pictures) {
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] })
  const found = []
  try {
    for (const { name, ...view } of VIEWS) {
      const context = await browser.newContext({ ...view, bypassCSP: true })
      const page = await context.newPage()
      for (const [number, asked] of requests.entries()) {
        await open(page, asked)
        await page.addScriptTag({ path: AXE })
        const { violations } = await page.evaluate(() => globalThis.axe.run(document))
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
        if (wide) found.push(`${asked.url} (${name}): wider than the screen`)
        for (const { id, help, nodes } of violations) {
          found.push(`${asked.url} (${name}): ${id}: ${help}: ${nodes[0]?.html}`)
        }
        if (pictures) {
          const path = join(pictures, `${number}-${name.replaceAll(', ', '-')}.png`)
          await page.screenshot({ path, fullPage: true })
        }
      }
      await context.close()
    }
  } finally {
    await browser.close()
  }
  return found
}

const requests = process.argv.slice(2).map(request)
if (requests.length === 0) {
  console.error('Usage: node check.mjs URL...')
  process.exit(2)
}
const pictures = process.env.SCREENSHOTS
if (pictures) await mkdir(pictures, { recursive: true })
const found = [...(await validity(requests)), ...(await accessibility(requests, pictures))]
for (const line of found) console.error(line)
console.log(`${requests.length} pages, ${found.length} faults`)
process.exitCode = found.length === 0 ? 0 : 1
