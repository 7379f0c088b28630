import { randomUUID } from 'node:crypto'

import { auditEverything } from '#server/audit/index'
import {
  actAs,
  invited,
  ownerOf,
  registerTestInstitution,
  type Acting,
} from '#test/harness/institution-world'
import {
  approved,
  DESK,
  employBodies,
  opened,
  pvRecord,
  readingsOf,
  sendFile,
  signsIssue,
  type Bodies,
} from '#test/harness/project-world'
import { startResidentWorld, type Answer, type ResidentWorld } from '#test/harness/resident-world'
import { faultsAfter } from '#test/harness/tampered'

let world: ResidentWorld
let owner: Acting
let creditCode: string
let bodies: Bodies
let projectId: string
/** 30 days of 2,400 kWh at 0.42 kg. */
const APRIL = 30_240_000_000n
beforeAll(async () => {
  world = await startResidentWorld()
  const institution = await registerTestInstitution(world)
  creditCode = institution.creditCode
  owner = await ownerOf(world, institution)
  bodies = await employBodies(world)
  projectId = (await opened(owner, '/v1/institution', pvRecord())).body.projectId
  const path = `/v1/institution/projects/${projectId}`
  const april = readingsOf({ from: '2026-04-01', to: '2026-05-01' })
  await sendFile(world, owner.token, `${path}/readings/april`, april)
  await owner.send('POST', `${path}/application`)
  await approved(bodies, projectId)
  await signsIssue(bodies.exchange, projectId)
  await signsIssue(bodies.bureau, projectId)
}, 60_000)
afterAll(() => world.close())

const ALL = '/v1/institution/surrenders'
const surrender = (milligrams: bigint, key: string = randomUUID(), by: Acting = owner): Promise<Answer> =>
  by.send('POST', ALL, { complianceYear: 2026, milligrams: String(milligrams) }, { 'idempotency-key': key })
const listed = async (): Promise<Answer['body']> => (await owner.get(ALL)).body
const faults = async (): Promise<unknown[]> => {
  const found: unknown[] = []
  await auditEverything(world.platform.deps.sql, (fault) => found.push(fault), world.platform.deps.crypto)
  return found
}
const exclude = (value: string, scheme = 'ets', kind = 'gridAccount'): Promise<Answer> =>
  bodies.bureau.send('POST', '/v1/staff/exclusions', {
    scheme,
    schemeName: '上海碳市场',
    siteKey: { kind, value },
    from: '2026-03-01',
    to: null,
    source: '配额管理单位名单',
  })
const ended = (entry: Answer): Promise<Answer> =>
  bodies.bureau.send('POST', `/v1/staff/exclusions/${entry.body.entryId as string}/end`, {
    to: '2026-04-01',
    reasons: '四月起不再列入',
  })

it('says what is free, hands it over once however often it is asked, and never again', async () => {
  expect(await listed()).toMatchObject({ freeMilligrams: String(APRIL), barredMilligrams: '0', items: [] })
  const key = randomUUID()
  const answers = await Promise.all([1, 2, 3].map(() => surrender(1_000_000_000n, key)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  const [first] = answers
  expect(first?.body).toMatchObject({
    complianceYear: 2026,
    milligrams: '1000000000',
    serials: [{ from: '1', to: '1000000000', month: '2026-04', project: { projectId, reportNo: 1 } }],
  })
  expect(await listed()).toMatchObject({
    freeMilligrams: String(APRIL - 1_000_000_000n),
    items: [{ surrenderId: first?.body.surrenderId }],
  })
  expect((await surrender(2n, key)).body.code).toBe('request.key-reused')
  expect((await surrender(APRIL)).body).toMatchObject({ code: 'surrender.not-enough' })
  expect(await faults()).toEqual([])
})

it('never takes more than there is, however many ask at once', async () => {
  const free = BigInt((await listed()).freeMilligrams as string)
  const half = free / 2n + 1n
  const codes = (await Promise.all([surrender(half), surrender(half)])).map(({ status }) => status)
  expect(codes.sort()).toEqual([201, 409])
  expect((await listed()).freeMilligrams).toBe(String(free - half))
  expect(await faults()).toEqual([])
})

it.each([
  ['ets', 'project.site-in-ets'],
  ['ccer', 'project.site-in-ccer'],
  ['other', 'project.in-other-scheme'],
])('is refused by name while the list has its site under %s', async (scheme, code) => {
  const before = (await listed()).freeMilligrams as string
  const entry = await exclude('3101-0001 0001', scheme)
  expect(entry.status).toBe(201)
  expect(await listed()).toMatchObject({ freeMilligrams: '0', barredMilligrams: before })
  expect((await surrender(1n)).body.code).toBe(code)
  expect((await surrender(BigInt(before) + 1n)).body.code).toBe('surrender.not-enough')
  await ended(entry)
  expect(await listed()).toMatchObject({ freeMilligrams: before, barredMilligrams: '0' })
})

it('is refused while the list has the organisation itself, which its record need not name', async () => {
  const before = (await listed()).freeMilligrams as string
  const entry = await exclude(creditCode, 'ets', 'creditCode')
  expect(await listed()).toMatchObject({ freeMilligrams: '0', barredMilligrams: before })
  expect((await surrender(1n)).body.code).toBe('project.site-in-ets')
  await ended(entry)
  expect(await listed()).toMatchObject({ freeMilligrams: before, barredMilligrams: '0' })
})

it('waits for a suspended project and is taken up with it', async () => {
  await bodies.centre.send('POST', `${DESK}/${projectId}/suspension`, { words: '数据存疑' })
  expect((await surrender(1n)).body.code).toBe('surrender.project-suspended')
  await bodies.centreToo.send('POST', `${DESK}/${projectId}/resumption`, { words: '已核实' })
  expect((await surrender(1n)).body).toMatchObject({ milligrams: '1' })
})

it("is its owner's act alone, and nobody reads another's", async () => {
  const manager = await invited(world, owner, 'manager')
  const acting = await actAs(world, manager.phone, manager.memberId)
  expect((await surrender(1n, randomUUID(), acting)).body.code).toBe('access.not-permitted')
  const other = await ownerOf(world, await registerTestInstitution(world))
  expect((await other.get(ALL)).body).toMatchObject({ freeMilligrams: '0', items: [] })
  expect((await surrender(1n, randomUUID(), other)).body.code).toBe('surrender.not-enough')
})

describe('what somebody changes by hand', () => {
  it.each([
    [
      'its sum',
      `UPDATE surrender SET reduction_milligrams = reduction_milligrams + 1`,
      'surrender: transfers',
    ],
    [
      'who did it',
      `UPDATE surrender SET compliance_year = 2030`,
      'surrender: complianceYear as the log says',
    ],
    ['one that is gone', `DELETE FROM surrender WHERE reduction_milligrams = 1`, 'surrender: transfers'],
    [
      'what is in the book of the cancelled',
      `UPDATE ledger_account SET balance = balance - 1 WHERE book = 'cancelled'`,
      'ledger_account: cancelled',
    ],
    ['the uses of its class', `DELETE FROM class_use WHERE use = 'surrender'`, 'surrender: class'],
    [
      'a site that was listed by then',
      `INSERT INTO exclusion_entry (entry_id, scheme, scheme_name, key_kind, key_value, valid_from, source, entered_by, entered_at)
       SELECT gen_random_uuid(), 'ets', '某市场', 'gridAccount', '310100010001', '2026-01-01', '名单', staff_id, '2026-01-01Z' FROM staff LIMIT 1`,
      'surrender: site',
    ],
    [
      'its own organisation that was listed by then',
      `INSERT INTO exclusion_entry (entry_id, scheme, scheme_name, key_kind, key_value, valid_from, source, entered_by, entered_at)
       SELECT gen_random_uuid(), 'ets', '某市场', 'creditCode', credit_code, '2026-01-01', '名单', staff_id, '2026-01-01Z'
       FROM surrender JOIN institution USING (institution_id), staff LIMIT 1`,
      'surrender: site',
    ],
  ])('is found: %s', async (_what, change, fault) => {
    expect(await faultsAfter(world, change)).toContain(fault)
  })

  it('is refused by the database where it would lead out of the cancelled', async () => {
    await expect(world.platform.deps.sql`UPDATE serial_move SET from_book = 'cancelled'`).rejects.toThrow()
    await expect(
      world.platform.deps.sql`
        INSERT INTO serial_move (run_id, serial_from, serial_to, transfer_id, from_owner_id, from_book, to_owner_id, to_book, moved_at)
        SELECT run_id, serial_from, serial_to, transfer_id, to_owner_id, to_book, from_owner_id, from_book, moved_at
        FROM serial_move WHERE to_book = 'cancelled' LIMIT 1`,
    ).rejects.toThrow('serial_move_cancelled_is_the_end')
  })
})
