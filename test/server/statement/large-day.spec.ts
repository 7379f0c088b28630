import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { decodeId } from '#domain/id'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openMerchant, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'
import { atWork, type TestMall } from '#test/harness/mall-world'

const TAKINGS = 50_000
/** Of the process, beyond what it had before: a file held whole, as text or as rows, is several times this. */
const HEAP_BYTES_MAX = 80_000_000
/** Sweeping up before each weighing takes most of the time. */
const WEIGHED_EVERY_BYTES = 1_000_000

let world: ResidentWorld
let merchant: TestMall
let statementId: string
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  const { mall, tills, goodsId } = await openMerchant(world)
  await copy(await redeemOne(world, tills[0], goodsId))
  await stateAt(world, '2026-05-05T01:00:00+08:00')
  merchant = await atWork(world, mall)
  const { body } = await statementOf(merchant, '2026-05-04')
  expect(body).toMatchObject({ lines: TAKINGS, payableFen: TAKINGS * 1800 })
  statementId = body.statementId as string
}, 120_000)
afterAll(() => world.close())

/** One taking many times over: what the statement reads, without the points and money behind it. */
const copy = async (wire: string): Promise<void> => {
  const { sql } = world.platform.deps
  await sql`
    WITH made AS (
      INSERT INTO voucher (voucher_id, account_id, goods_id, state, price_points, payable_fen, lot_ids, lot_points, held_at, held_until,
        issued_at, valid_to, ended_at, request_key)
      SELECT gen_random_uuid(), account_id, goods_id, state, price_points, payable_fen, lot_ids, lot_points, held_at, held_until,
        issued_at, valid_to, ended_at, 'copy ' || n
      FROM voucher CROSS JOIN generate_series(2, ${TAKINGS}::int) AS n WHERE voucher_id = ${decodeId('vch', wire) ?? ''}
      RETURNING voucher_id
    )
    INSERT INTO redemption (voucher_id, shop_id, till_id, member_id, channel, redeemed_at, request_key)
    SELECT made.voucher_id, shop_id, till_id, member_id, channel, redeemed_at, made.voucher_id::text FROM made CROSS JOIN redemption`
}

describe('a day of fifty thousand takings', () => {
  it.each(['csv', 'xlsx', 'json'])(
    'comes whole as %s, and is never held whole',
    async (format) => {
      const url = `${world.platform.url}/v1/institution/statements/${statementId}/file?format=${format}`
      const before = heapOf()
      let [most, bytes, rows, weighed] = [-Infinity, 0, 0, 0]
      const response = await fetch(url, { headers: { authorization: `Bearer ${merchant.owner.token}` } })
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
        bytes += piece.length
        rows += countOf(piece, 0x0a)
        if (bytes - weighed < WEIGHED_EVERY_BYTES) continue
        weighed = bytes
        most = Math.max(most, heapOf() - before)
      }
      expect(most).toBeGreaterThan(-Infinity)
      expect(most).toBeLessThan(HEAP_BYTES_MAX)
      if (format === 'csv') expect(rows).toBe(TAKINGS + 2)
      if (format === 'json') expect(rows).toBe(TAKINGS + 2)
      expect(bytes).toBeGreaterThan(1_000_000)
    },
    120_000,
  )

  it('is sent to a member once at a time, and again when she has let go of it', async () => {
    const url = `${world.platform.url}/v1/institution/statements/${statementId}/file?format=csv`
    const headers = { authorization: `Bearer ${merchant.owner.token}` }
    const leaving = new AbortController()
    const first = await fetch(url, { headers, signal: leaving.signal })
    expect(first.status).toBe(200)
    const second = await fetch(url, { headers })
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '30'])
    leaving.abort()
    let status = 0
    for (let tries = 0; status !== 200 && tries < 100; tries += 1) {
      await sleep(50)
      const again = await fetch(url, { headers })
      await again.body?.cancel()
      status = again.status
    }
    expect(status).toBe(200)
  })

  it('is read a page at a time', async () => {
    const path = `/v1/institution/statements/${statementId}/lines`
    const first = await merchant.owner.get(path)
    expect(first.body.items).toHaveLength(100)
    const second = await merchant.owner.get(`${path}?after=${first.body.next}`)
    expect(second.body.items[0].line).toBe(101)
    const last = await merchant.owner.get(`${path}?after=${TAKINGS - 1}`)
    expect(last.body).toMatchObject({ items: [{ line: TAKINGS }], next: null })
  })
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What lives: without a collection before, it is what nobody has swept up yet. */
const heapOf = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}

const countOf = (bytes: Uint8Array, wanted: number): number =>
  bytes.reduce((count, byte) => count + (byte === wanted ? 1 : 0), 0)
