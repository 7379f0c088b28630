import { makeStatement } from '#test/harness/credit-world'
import { ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { employBodies, type Bodies } from '#test/harness/project-world'
import {
  bo,
  mei,
  startResidentWorld,
  type Answer,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

const ASKED = '/v1/me/credit-corrections'
const DESK = '/v1/staff/credit-corrections'
const GIVEN = '/v1/institution/given-credit-statements'
const MONTHS = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05']
const LINES = ['rides', 'projects', 'months', 'pointsUsed']

let world: ResidentWorld
let phone: Phone
let bodies: Bodies
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  bodies = await employBodies(world)
  phone = await world.resident(mei)
}, 60_000)
afterAll(() => world.close())

/** The ids of every page, each page with its own. */
const pagesOf = async (
  who: { get: (path: string) => Promise<Answer> },
  path: string,
  idOf: string,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<string[][]> => {
  const pages: string[][] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const { status, body } = await who.get(cursor === '' ? path : `${path}?cursor=${cursor}`)
    if (status !== 200) throw new Error(JSON.stringify(body))
    pages.push((body.items as Record<string, string>[]).map((item) => item[idOf] ?? ''))
    cursor = body.nextCursor as string | null
    if (pages.length === 1) await meanwhile()
  }
  return pages
}

it('lists requests for correction page by page, to their holder and to staff, though one is answered meanwhile', async () => {
  const asked: string[] = []
  for (const month of MONTHS)
    for (const lineId of LINES) {
      world.clock.advanceSeconds(1)
      const { body } = await phone.send('POST', ASKED, { lineId, month, text: '少了' })
      asked.push(body.correctionId as string)
    }
  const other = await world.resident(bo)
  for (const lineId of LINES) {
    world.clock.advanceSeconds(1)
    const { body } = await other.send('POST', ASKED, { lineId, month: '2026-05', text: '少了' })
    asked.push(body.correctionId as string)
  }
  const refuse = (id: string | undefined) =>
    bodies.centre.send('POST', `${DESK}/${id}/refusal`, { words: '没有少' })
  const own = await pagesOf(phone, ASKED, 'correctionId')
  expect([own.map((page) => page.length), own.flat()]).toEqual([[20, 4], asked.slice(0, 24).reverse()])
  // The last of the first page is answered before the next is asked for: nobody behind it is left out.
  const desk = await pagesOf(bodies.centre, DESK, 'correctionId', () => refuse(asked[24]))
  expect(desk.map((page) => page.length)).toEqual([25, 4])
  expect([...new Set(desk.flat())].sort()).toEqual([...asked].sort())
  for (const id of [...asked.slice(0, 24), ...asked.slice(25)]) {
    world.clock.advanceSeconds(1)
    await refuse(id)
  }
  const answered = await pagesOf(bodies.centre, DESK, 'correctionId')
  expect(answered.map((page) => page.length)).toEqual([25, 3])
  expect([...new Set(answered.flat())]).toHaveLength(28)
}, 60_000)

it('lists statements given to an institution page by page', async () => {
  const bank = await registerTestInstitution(world)
  const made: string[] = []
  for (const holder of [
    phone,
    await world.resident({ ...bo, subject: 'too', personId: 'SIM000000000000781' }),
  ])
    for (let n = 0; n < 11; n += 1) {
      const { body } = await makeStatement(holder, '/v1/me', { creditCode: bank.creditCode })
      made.push(body.statementId as string)
      world.clock.advanceSeconds(1)
    }
  const pages = await pagesOf(await ownerOf(world, bank), GIVEN, 'statementId')
  expect([pages.map((page) => page.length), pages.flat()]).toEqual([[20, 2], made.reverse()])
})

it('refuses a cursor that is not ours', async () => {
  const reader = await ownerOf(world, await registerTestInstitution(world))
  const nowhere = `sur_${'0'.repeat(26)}`
  const answers = [
    await phone.get(`${ASKED}?cursor=${nowhere}`),
    await reader.get(`${GIVEN}?cursor=${nowhere}`),
    await bodies.centre.get(`${DESK}?cursor=open.${nowhere}`),
    await bodies.centre.get(`${DESK}?cursor=ccr_${'0'.repeat(26)}`),
  ]
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
    Array(4).fill([400, 'request.invalid']),
  )
})
