import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { reportFormats } from '../../src/smoke/formats/formats.ts'
import { redactReport } from '../../src/smoke/redact-report.ts'
import type { SmokeReport } from '../../src/smoke/smoke-report.ts'
import { printable } from '../../src/text/printable.ts'
import { hasBrowser, launchBrowser } from '../support/browser.ts'
import { failures } from '../support/fake-docusign.ts'
import { fleetReport, someFailure } from '../support/fleet-report.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { reportCase, reportCases } from './report-cases.ts'

const options = { colour: false, columns: 80 }
const several = reportCase('several-classes')
const hostile = reportCase('hostile').report
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe.skipIf(!hasBrowser())('the report page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  /** Opens the page of a report. Whatever it asks for elsewhere, or complains of, fails the test. */
  async function open(
    report: SmokeReport,
    { hash = '', ...contextOptions }: BrowserContextOptions & { hash?: string } = {},
  ): Promise<Page> {
    const folder = temporaryFolder({ 'report.html': reportFormats.html(report, options) })
    const context = await browser.newContext(contextOptions)
    onTestFinished(() => context.close())
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) troubles.push(`request of ${request.url()}`)
    })
    page.on('console', (message) => troubles.push(message.text()))
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('dialog', (dialog) => troubles.push(dialog.message()))
    onTestFinished(() => expect(troubles).toEqual([]))
    await page.goto(pathToFileURL(join(folder, 'report.html')).href + hash)
    return page
  }

  /** Rows of a list have their true height only when a frame has shown them; they move what is below. */
  const painted = (page: Page) =>
    page.evaluate('new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))')

  const items = (page: Page) => page.locator('#list > li')
  const count = (page: Page) => page.locator('#count').textContent()

  test.each(reportCases)(
    '$name: no request, no complaint, the verdict is the heading, no wider than a phone',
    async ({ report }) => {
      const page = await open(report, { viewport: { width: 390, height: 844 } })
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBe(0)
      expect(await page.locator('h1').count()).toBe(1)
      expect(await items(page).count()).toBe(report.tenants.length)
      expect(await page.title()).toContain((await page.locator('h1').textContent())?.slice(1) ?? '')
    },
  )

  test('is what assistive technology should see', async () => {
    const page = await open(several.report)
    const seen = `${await page.locator('body').ariaSnapshot()}\n`
    const file = several.file('expected.aria.yaml')
    // UPDATE_CASES=1 writes the expectation: read the diff.
    if (process.env.UPDATE_CASES === '1') writeFileSync(file, seen)
    expect(seen).toBe(readFileSync(file, 'utf8'))
  })

  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 390 },
  ] as const)(
    'axe finds nothing, contrast included: $colorScheme, $width wide',
    async ({ colorScheme, width }) => {
      // So high that everything is in view: what is not painted has no contrast.
      const page = await open(several.report, { colorScheme, viewport: { width, height: 9000 } })
      await painted(page)
      // The policy forbids scripts of others on the page, but not to the test.
      const found = await page.evaluate(`${axe}; axe.run()`).then((result) => {
        const { violations, incomplete } = result as Record<
          string,
          { id: string; nodes: unknown[] }[]
        >
        return [...(violations ?? []), ...(incomplete ?? [])].map(
          ({ id, nodes }) => `${id}: ${JSON.stringify(nodes).slice(0, 500)}`,
        )
      })
      expect(found).toEqual([])
    },
  )

  test('filters by outcome, class, change, status and label, and tells how many are left', async () => {
    const page = await open(several.report)
    const { tenants } = several.report
    const select = (name: string, value: string) =>
      page.getByLabel(name, { exact: true }).selectOption(value)
    expect(await count(page)).toBe(`All ${tenants.length} tenants`)
    for (const [name, value, matches] of [
      ['Outcome', 'failed', 7],
      ['Class', 'consent_required', 2],
      ['Change', 'regressed', 5],
      ['Status', 'onboarding', 1],
      ['Label', 'region=eu', tenants.filter(({ labels }) => labels?.region === 'eu').length],
    ] as const) {
      await select(name, value)
      expect(await items(page).count(), name).toBe(matches)
      expect(await count(page)).toBe(`${matches} of ${tenants.length} tenants`)
      await select(name, '')
    }
    await select('Outcome', 'failed')
    await select('Class', 'user_not_found')
    expect(await items(page).allTextContents()).toEqual([expect.stringContaining('adatum-bank')])
    await page.getByRole('button', { name: 'Clear filters' }).click()
    expect(await count(page)).toBe(`All ${tenants.length} tenants`)
  })

  test('searches names, ids, labels and messages, all words', async () => {
    const page = await open(several.report)
    const found = async (text: string) => {
      await page.getByRole('searchbox').fill(text)
      return page.locator('#list strong').allTextContents()
    }
    expect(await found('fabrikam CLINICS')).toEqual(['Fabrikam Clinics'])
    const { account, logins } = several.report.tenants[0] ?? { account: '', logins: [] }
    expect(await found(account)).toEqual(['Acme Bank'])
    expect(await found(logins[0]?.user ?? '')).toEqual(['Acme Bank'])
    expect(await found('web page region=ap')).toEqual([
      'Bellows Bank',
      'Bellows Clinics',
      'Fabrikam Bank',
    ])
    expect(await found('nobody')).toEqual([])
    expect(await count(page)).toBe(`0 of ${several.report.tenants.length} tenants`)
  })

  test('keeps the filter in the address, which can be shared', async () => {
    const page = await open(several.report)
    await page.getByRole('searchbox').fill('bank & "x"=1%')
    await page.getByLabel('Outcome').selectOption('failed')
    const { hash } = new URL(page.url())
    expect(new URLSearchParams(hash.slice(1)).get('q')).toBe('bank & "x"=1%')

    const other = await open(several.report, { hash: '#q=bank&outcome=failed&label=gone%3D1' })
    expect(await other.getByRole('searchbox').inputValue()).toBe('bank')
    expect(await other.getByLabel('Label').inputValue()).toBe('gone=1')
    expect(await items(other).count()).toBe(0)
    await other.getByLabel('Label').selectOption('')
    expect(await items(other).count()).toBe(5)
    await other.getByRole('searchbox').fill('')
    await other.getByLabel('Outcome').selectOption('')
    expect(new URL(other.url()).hash).toBe('')
  })

  test('links lead from the counts into the list, and places on the page stay places', async () => {
    const page = await open(several.report)
    // The address changes before the page hears of it.
    const shown = () => expect.poll(() => items(page).count())
    await page.getByRole('link', { name: '5 regressed' }).click()
    await shown().toBe(5)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tenants')
    await page.goBack()
    await shown().toBe(several.report.tenants.length)
    expect(await count(page)).toMatch(/^All/)
    await page.goForward()
    await shown().toBe(5)
    const place = await open(several.report, { hash: '#failed-user_not_found' })
    expect(await count(place)).toMatch(/^All/)
    await expect(place.locator('#failed-user_not_found').isVisible()).resolves.toBe(true)
  })

  test('goes by keyboard: the skip link first, / to the search, every stop is seen', async () => {
    const page = await open(several.report)
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement
        const { outlineStyle, outlineWidth } = getComputedStyle(element ?? document.body)
        const name = element?.getAttribute('id') ?? element?.textContent ?? ''
        return { name, isSeen: outlineStyle === 'solid' && outlineWidth === '2px' }
      })
    await page.keyboard.press('Tab')
    expect(await focused()).toEqual({ name: 'Skip to all tenants', isSeen: true })
    await page.keyboard.press('Enter')
    const stops: string[] = []
    for (let stop = 0; stop < 6; stop += 1) {
      await page.keyboard.press('Tab')
      const { name, isSeen } = await focused()
      expect(isSeen, name).toBe(true)
      stops.push(name)
    }
    const fields = ['q', 'outcome', 'class', 'change', 'status', 'label']
    expect(stops).toEqual(fields.map((name) => `filter-${name}`))
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('f')
    await page.evaluate(() => document.querySelector('a')?.focus())
    await page.keyboard.press('/')
    await page.keyboard.type('a/b')
    expect(await page.getByRole('searchbox').inputValue()).toBe('a/b')
  })

  test('copies the consent link', async () => {
    const page = await open(several.report, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.getByRole('button', { name: 'Copy link' }).first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.locator('#copied').textContent()).toBe('Copied')
    const link = several.report.tenants
      .flatMap(({ logins }) => logins)
      .find((login) => login.consentLink)
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link?.consentLink)
  })

  test('without JavaScript there is the verdict, what has changed, and what failed', async () => {
    const page = await open(several.report, { javaScriptEnabled: false })
    const text = await page.locator('body').innerText()
    expect(text).toContain('Failed: 7 of 31 logins failed')
    expect(text).toContain('5 regressed')
    for (const { name, logins } of several.report.tenants) {
      if (logins.some(({ outcome }) => outcome === 'failed')) expect(text).toContain(name)
    }
    expect(text).toContain('need JavaScript')
    expect(await page.getByRole('searchbox').isVisible()).toBe(false)
    expect(await page.getByRole('button').count()).toBe(0)
  })

  test('is dark where that is preferred, and prints without controls, all there is', async () => {
    const report = await fleetReport({ tenants: 120 })
    const page = await open(report, { colorScheme: 'dark' })
    const brightness = () =>
      page.evaluate(() => {
        const colour = getComputedStyle(document.body).backgroundColor
        return Math.max(...(colour.match(/\d+/g) ?? []).map(Number))
      })
    expect(await brightness()).toBeLessThan(60)
    await page.emulateMedia({ colorScheme: 'light' })
    expect(await brightness()).toBeGreaterThan(240)
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await items(page).count()).toBe(120)
    expect(await page.getByRole('searchbox').isVisible()).toBe(false)
  })

  test('holds of 10,000 tenants only what is looked at, and finds the last one', async () => {
    const report = await largeReport()
    const page = await open(report)
    const elements = () => page.evaluate(() => document.querySelectorAll('*').length)
    expect(await elements()).toBeLessThan(8000)
    expect(await count(page)).toBe('All 10,000 tenants')
    expect(await items(page).count()).toBe(50)
    await page.locator('#more').scrollIntoViewIfNeeded()
    await expect.poll(() => items(page).count()).toBe(100)
    expect(await items(page).nth(99).getAttribute('aria-posinset')).toBe('100')
    expect(await items(page).first().getAttribute('aria-setsize')).toBe('10000')
    const last = report.tenants.at(-1)?.id ?? ''
    await page.getByRole('searchbox').fill(last)
    expect(await items(page).count()).toBe(1)
    expect(await items(page).first().textContent()).toContain(last)
    await page
      .getByRole('link', { name: /more in the list of all tenants/ })
      .first()
      .click()
    await expect.poll(() => count(page)).toMatch(/^\d,?\d+ of 10,000 tenants$/)
  })

  test('shows the texts of others as they are', async () => {
    const page = await open(hostile)
    const { product, tenants } = hostile
    const text = await page.locator('body').textContent()
    const shown = printable(product)
    expect(text?.split(shown).length).toBeGreaterThan(10)
    expect(await page.locator('#list strong').first().textContent()).toBe(
      printable(tenants[0]?.name ?? ''),
    )
    expect(await page.locator('b[onclick], main script').count()).toBe(0)
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
    expect(await page.evaluate(() => document.querySelectorAll('script').length)).toBe(2)
  })

  test('JUnit comes out of an XML parser as it went in', async () => {
    const page = await open(hostile)
    const read = await page.evaluate(
      (text) => {
        const parsed = new DOMParser().parseFromString(text, 'application/xml')
        return {
          isWrong: parsed.querySelector('parsererror') !== null,
          names: [...parsed.querySelectorAll('testcase')].map((item) => item.getAttribute('name')),
          message: parsed.querySelector('failure')?.getAttribute('message'),
        }
      },
      reportFormats.junit(hostile, options),
    )
    const clean = (text: string) => text.replace(/(?![\t\n\r])\p{Cc}/gu, '\ufffd')
    expect(read.isWrong).toBe(false)
    expect(read.names).toContain(clean(`${hostile.tenants[0]?.id}/default`))
    expect(read.message).toContain(clean(hostile.product))
  })

  test('says that names and ids are left out', async () => {
    const page = await open(redactReport(several.report))
    expect(await page.locator('body > header').textContent()).toContain('short hashes')
    expect(await page.getByRole('button', { name: 'Copy link' }).count()).toBe(0)
  })

  test('leads with the integration key when that fails, each class in a place of its own', async () => {
    const report = await fleetReport({ tenants: 150, failing: failures.keyRejected })
    const page = await open(report)
    expect(await page.locator('h1').textContent()).toContain('the integration key itself fails')
    expect(await page.locator('.trouble').first().textContent()).toContain('Signature refused')
  })
})

/** 10,000 tenants, made of a smaller fleet. */
async function largeReport(): Promise<SmokeReport> {
  const failing = (number: number) => (number % 7 === 0 ? someFailure(number) : undefined)
  const report = await fleetReport({ tenants: 500, failing })
  const tenants = Array.from({ length: 20 }, (_, lap) =>
    report.tenants.map((tenant) => ({ ...tenant, id: `fleet-${lap}-${tenant.id}` })),
  ).flat()
  return { ...report, tenants }
}
