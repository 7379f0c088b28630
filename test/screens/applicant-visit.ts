import type { Page } from 'playwright-core'

/** Pages of whoever applies, in her own name and in that of an institution, and what is done on them before they are looked at. */
export const APPLICANT_PAGES: Readonly<
  Record<string, { readonly applicant: string; readonly act?: (page: Page) => Promise<void> }>
> = {
  applications: { applicant: 'applications?as=me' },
  'applications-institution': { applicant: 'applications?as=institution' },
  'applicant-project': { applicant: `project?as=me&projectId=${id('prj', 1)}` },
  'applicant-returned': { applicant: `project?as=me&projectId=${id('prj', 2)}` },
  'applicant-tracking': { applicant: `project?as=me&projectId=${id('prj', 4)}` },
  'applicant-draft-where': {
    applicant: 'project-draft?as=institution',
    act: (page) => goOn(page, 1),
  },
  'applicant-draft-size': { applicant: 'project-draft?as=me', act: writeTooLarge },
  'applicant-draft-summary': { applicant: 'project-draft?as=me', act: (page) => writeAll(page) },
  'applicant-readings': { applicant: `readings?as=me&projectId=${id('prj', 1)}` },
  'applicant-verdicts': { applicant: `readings?as=me&projectId=${id('prj', 1)}`, act: sendReadings },
  'applicant-scene': { applicant: `scene?as=institution&applicationId=${id('sca', 1)}` },
  'applicant-scene-live': { applicant: `scene?as=institution&applicationId=${id('sca', 2)}` },
  'applicant-scene-draft': { applicant: 'scene-draft?as=institution' },
  'applicant-proposal': { applicant: `proposal?as=me&proposalId=${id('mpr', 1)}` },
  'applicant-proposal-draft': { applicant: 'proposal-draft?as=me' },
  'applicant-proposal-sum': {
    applicant: `proposal-draft?as=me&proposalId=${id('mpr', 1)}`,
    act: (page) => goOn(page, 2),
  },
  'applicant-entrustments': { applicant: 'entrustments?as=me' },
  'applicant-entrust': { applicant: 'entrustments?as=me', act: entrust },
}

function id(prefix: string, number: number): string {
  return `${prefix}_${String(number).padStart(26, '0')}`
}

const NEXT = /^(下一步|Next)$/

/** Where the page could not be had the picture shows that. */
async function goOn(page: Page, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    const next = page.getByRole('button', { name: NEXT })
    if ((await next.count()) === 0) return
    await next.click()
    await page.waitForTimeout(400)
  }
}

async function fill(page: Page, label: RegExp, value: string): Promise<void> {
  const field = page.getByLabel(label).last()
  if ((await field.count()) > 0) await field.fill(value)
}

async function writeWhere(page: Page): Promise<void> {
  await goOn(page, 1)
  await fill(page, /^(给它起个名字|What it is called)/, '老王家屋顶光伏')
  await fill(page, /^(在哪个区|District)/, '闵行区莘松路 1 号')
  await fill(page, /^(电费单|Grid accounts)/, '3101 0001 0001')
  await goOn(page, 1)
}

async function writeTooLarge(page: Page): Promise<void> {
  await writeWhere(page)
  await fill(page, /^(装机多少|Power in)/, '9600')
  await fill(page, /^(哪天接上|Day of grid)/, '2025-06-01')
  await goOn(page, 1)
}

async function writeAll(page: Page): Promise<void> {
  await writeWhere(page)
  await fill(page, /^(装机多少|Power in)/, '9.6')
  await fill(page, /^(哪天接上|Day of grid)/, '2025-06-01')
  await fill(page, /^(记“|Meters that)/, 'PV-METER-1')
  await goOn(page, 2)
}

async function sendReadings(page: Page): Promise<void> {
  await fill(page, /^(读数|Readings)/, '2026-10-01 31.5\n2026-10-02 28\n2026-10-03 30\n2026-10-04 3100')
  const send = page.getByRole('button', { name: /^(传上去|Send)$/ })
  if ((await send.count()) === 0) return
  await send.click()
  await page.waitForTimeout(600)
}

async function entrust(page: Page): Promise<void> {
  await fill(page, /^(机构的统一|Credit code)/, '91310000000000001T')
  await fill(page, /^(你的户号|Your grid)/, '3101 0001 0003')
  const find = page.getByRole('button', { name: /^(看看是哪|See who)/ })
  if ((await find.count()) === 0) return
  await find.click()
  await page.waitForTimeout(600)
}
