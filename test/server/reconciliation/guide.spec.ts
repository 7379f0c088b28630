import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { BookRow, RideRow } from '#contract'

import { settleResident } from '../intake/intake-city'
import { openBookDesk, type BookDesk } from './book-desk'

/** The example of docs/integration/operators.md, executed: what partners copy must work. */
const GUIDE = readFileSync(join(__dirname, '../../../docs/integration/operators.md'), 'utf8')
const block = (language: string): string => {
  const found = new RegExp(`\`\`\`${language}\\n([^]*?)\\n\`\`\``).exec(GUIDE)?.[1]
  if (found === undefined) throw new Error(`The guide has no ${language} block.`)
  return found
}

let desk: BookDesk
beforeAll(async () => {
  desk = await openBookDesk()
})
afterAll(() => desk.platform.close())

it('the book of the guide is answered as the guide says, with its breaks', async () => {
  const row = JSON.parse(block('ndjson')) as RideRow
  await settleResident(desk.platform.deps, { subject: row.subject })
  expect((await desk.pushes([row])).body.counts.accepted).toBe(1)
  const book = block('book')
    .split('\n')
    .map((line) => JSON.parse(line) as BookRow)
  const { body } = await desk.sends(book, { id: '2026-05-04-first' })
  expect(body).toEqual(JSON.parse(block('reconciliation')))
  expect(await desk.breaksOf('2026-05-04-first')).toEqual(JSON.parse(block('breaks')))
})
