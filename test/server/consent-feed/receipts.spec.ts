import { createHash } from 'node:crypto'

import type { DeleteOrder } from '#contract'
import { canonicalJson, findAuditBreak } from '#server/platform/index'
import { accountIdOf, ask, phoneCard } from '#test/harness/resident-world'
import { untilWaiting } from '#test/harness/index'

import { newNumber, openFeedCity, signedBy, type FeedCity, type Operator } from './feed-city'

const METRO = '/v1/me/consents/metro/sptcc'

let city: FeedCity
let sptcc: Operator
let metroApp: Operator
beforeAll(async () => {
  city = await openFeedCity()
  sptcc = city.operators['sptcc']!
  metroApp = city.operators['metro-app']!
}, 60_000)
afterAll(() => city.world.close())

const now = (): string => city.world.clock.now().toISOString()

/** A consent that was told and is withdrawn. */
const orderOf = async (): Promise<DeleteOrder> => {
  const phone = await city.somebody()
  const number = newNumber()
  await phone.link([phoneCard(number)])
  await phone.send('PUT', METRO)
  await sptcc.feed()
  await phone.send('DELETE', METRO)
  const { items } = await sptcc.orders()
  return items.find(({ subject }) => subject.value === number)!
}
const receipt = (order: DeleteOrder, body: object, by = sptcc) =>
  by.ask('POST', `/delete-orders/${order.deleteOrderId}/receipt`, body)
const isOpen = async (order: DeleteOrder): Promise<boolean> =>
  (await sptcc.orders()).items.some(({ deleteOrderId }) => deleteOrderId === order.deleteOrderId)

describe('a receipt', () => {
  it('closes its order, is kept as it was signed, and stands in the log of actions', async () => {
    const order = await orderOf()
    const said = { deletedRecords: 12, deletedAt: now() }
    const answer = await receipt(order, said)
    expect(answer).toMatchObject({
      status: 200,
      body: { deleteOrderId: order.deleteOrderId, ...said, receivedAt: now() },
    })
    expect(await isOpen(order)).toBe(false)
    const { sql } = city.world.platform.deps
    const kept = await sql`SELECT body, key_id, length(signature) AS bytes FROM deletion_receipt`
    expect(kept).toMatchObject([{ body: JSON.stringify(said), key_id: sptcc.signer.keyId, bytes: 64 }])
    const logged =
      await sql`SELECT actor, subject FROM audit_entry WHERE action = 'consent.deletion-receipted'`
    expect(logged).toMatchObject([{ actor: 'operator:sptcc', subject: order.deleteOrderId }])
  })

  it('said again, and twice at once, is said once; with other content it is refused', async () => {
    const order = await orderOf()
    const said = { deletedRecords: 0, deletedAt: now() }
    const answers = await Promise.all([receipt(order, said), receipt(order, said)])
    city.world.clock.advanceSeconds(120)
    answers.push(await receipt(order, said))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    const refused = await receipt(order, { ...said, deletedRecords: 1 })
    expect([refused.status, refused.body.code]).toEqual([409, 'consent.receipt-differs'])
    const { sql } = city.world.platform.deps
    const entries = await sql`
      SELECT 1 FROM audit_entry WHERE action = 'consent.deletion-receipted' AND subject = ${order.deleteOrderId}`
    expect(entries).toHaveLength(1)
  })

  it('is not taken for a time before the consent ended or in the future', async () => {
    const order = await orderOf()
    for (const minutes of [-60, 60]) {
      const deletedAt = new Date(city.world.clock.now().getTime() + minutes * 60_000).toISOString()
      const refused = await receipt(order, { deletedRecords: 1, deletedAt })
      expect([refused.body.code, refused.body.where]).toEqual(['request.invalid', '/body/deletedAt'])
    }
    expect(await isOpen(order)).toBe(true)
  })

  it('whose connection dies half way leaves nothing, and is taken when it is sent again', async () => {
    const { sql } = city.world.platform.deps
    const order = await orderOf()
    const said = { deletedRecords: 5, deletedAt: now() }
    await sql.begin(async (transaction) => {
      await transaction`SELECT FROM audit_head FOR UPDATE`
      const lost = receipt(order, said)
      await untilWaiting(sql)
      await sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'`
      expect((await lost).status).toBeGreaterThanOrEqual(500)
    })
    expect(await isOpen(order)).toBe(true)
    expect((await receipt(order, said)).status).toBe(200)
    expect(await isOpen(order)).toBe(false)
    expect(await findAuditBreak(sql)).toBeNull()
  })
})

describe("another operator's key", () => {
  it('opens no feed, no order and no proof but its own', async () => {
    const order = await orderOf()
    for (const path of ['consents', 'consents/proof?operatorDay=2026-05-04&rideNo=R1', 'delete-orders']) {
      const answer = await signedBy(city.world, metroApp.signer, 'GET', `/v1/operators/sptcc/${path}`)
      expect(answer.status).toBe(403)
      expect((await ask(`${city.world.platform.url}/v1/operators/sptcc/${path}`)).status).toBe(401)
    }
    const said = { deletedRecords: 0, deletedAt: now() }
    expect(await receipt(order, said, metroApp)).toMatchObject({
      status: 404,
      body: { code: 'request.not-found' },
    })
    expect((await metroApp.orders()).items).toEqual([])
    expect(await isOpen(order)).toBe(true)
  })
})

describe('the proof of a ride', () => {
  const ride = { operatorDay: '2026-05-04', rideNo: 'R&1 7'.replace(' ', '/') }
  const query = `operatorDay=${ride.operatorDay}&rideNo=${encodeURIComponent(ride.rideNo)}`
  const proof = (by = sptcc) => by.ask('GET', `/consents/proof?${query}`)

  it('says under which consent and notice it was accepted, then and after she has left, and never who she is', async () => {
    const phone = await city.somebody()
    const number = newNumber()
    await phone.link([phoneCard(number)])
    await phone.send('PUT', METRO)
    const { items } = await sptcc.feed()
    const { consentId } = items.find(({ subject }) => subject?.value === number)!
    const boarded = city.world.clock.now().getTime() + 60_000
    city.world.clock.advanceSeconds(1_800)
    const row = {
      ...ride,
      scene: 'metro',
      subject: { scheme: 'sptcc-card', value: number },
      board: { at: new Date(boarded).toISOString(), station: '莘庄' },
      alight: { at: new Date(boarded + 900_000).toISOString(), station: '徐家汇' },
      distanceMeters: 9000,
      status: 'complete',
    }
    expect((await proof()).status).toBe(404)
    const pushed = await sptcc.ask('POST', '/pushes/p-1', `${JSON.stringify(row)}\n`)
    expect(pushed.body.counts).toMatchObject({ accepted: 1 })
    const notice = (await ask(`${city.world.platform.url}/v1/notice`)).body
    const given = await proof()
    expect(given.body).toEqual({
      ...{
        operatorId: 'sptcc',
        ...ride,
        sceneId: 'metro',
        receivedAt: now(),
        consentId,
        consentedOn: '2026-05-04',
      },
      noticeVersion: notice.version,
      noticeDigest: createHash('sha256').update(canonicalJson(notice)).digest('hex'),
      proofDigest: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    const accountId = await accountIdOf(city.world, phone)
    expect(JSON.stringify(given.body)).not.toContain(accountId)
    expect(JSON.stringify(given.body)).not.toContain(number)
    expect((await proof(metroApp)).status).toBe(404)
    city.world.clock.advanceSeconds(600)
    await phone.send('DELETE', METRO)
    expect((await proof()).body).toEqual(given.body)
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })).status).toBe(200)
    expect((await proof()).body).toEqual(given.body)
  })

  it('is refused for what is no ride or no day', async () => {
    expect((await sptcc.ask('GET', '/consents/proof?operatorDay=2026-05-04&rideNo=none')).status).toBe(404)
    const refused = await sptcc.ask('GET', '/consents/proof?operatorDay=2026-02-31&rideNo=none')
    expect([refused.status, refused.body.where]).toEqual([400, '/query/operatorDay'])
  })
})
