import { randomUUID } from 'node:crypto'

import type { CityDay } from '#domain/calendar'
import { encodeId } from '#domain/id'
import { registerInstitution } from '#server/admin/index'
import { endDueSuspensions } from '#server/supervision/resume'
import { registerOperator, untilWaiting } from '#test/harness/index'
import { issueRun } from '#test/harness/issued-run'
import {
  atWork,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { openOfflineTill } from '#test/harness/offline-till'
import { partnerOfMall } from '#test/harness/partner-world'
import { invited, ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import { accountIdOf, mei, phoneCard, type Phone } from '#test/harness/resident-world'
import {
  letGo,
  startSupervisionWorld,
  stop,
  SUSPENSIONS,
  type SupervisionWorld,
} from '#test/harness/supervision-world'
import { openTill, showCode, withVoucher } from '#test/harness/till-world'

import { push } from '../intake/intake-city'

let world: SupervisionWorld
let mall: TestMall
beforeAll(async () => {
  world = await startSupervisionWorld()
  mall = await openTestMall(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  world.clock.advanceSeconds(60)
  mall = await atWork(world, mall)
})

const convert = (phone: Phone, grams = 1): Promise<{ status: number; body: { code?: string } }> =>
  phone.send('POST', '/v1/me/conversions', { grams }, { 'idempotency-key': randomUUID() })

/** Somebody with points, reductions of 5 g that are free, and goods to be had. */
const somebody = async () => {
  const { phone, accountId } = await spender(world)
  const day = '2026-05-03' as CityDay
  await issueRun(world.platform, { day, postings: [{ accountId, milligrams: 5000n }] })
  return { phone, accountId, goodsId: await listed(mall, { isOffline: true }) }
}

describe('an account that is suspended', () => {
  it('gives nothing away, by name, and receives; another person lets it go on', async () => {
    const { phone, accountId, goodsId } = await somebody()
    const held = (await take(phone, goodsId, 'hold')).body.voucherId as string
    const shown = (await take(phone, goodsId)).body.voucherId as string
    const stopped = await stop(world.centre, { accountId })
    expect(stopped.status).toBe(201)
    world.clock.advanceSeconds(5)
    const refused = [
      await convert(phone),
      await take(phone, goodsId),
      await phone.send('POST', `/v1/me/vouchers/${held}/confirmation`),
      await showCode(phone, shown),
      await phone.send('POST', `/v1/me/vouchers/${shown}/offline-form`),
      await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' }),
    ]
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [403, 'account.suspended']),
    )
    // What comes in comes in: an issue, and the points of a hold she lets go.
    await issueRun(world.platform, {
      day: '2026-05-03' as CityDay,
      postings: [{ accountId, milligrams: 1000n }],
    })
    expect((await phone.send('POST', `/v1/me/vouchers/${held}/refund`)).body.state).toBe('released')
    expect((await phone.get('/v1/me/points')).body.balanceMilligrams).toBe(6000)

    const { suspensionId } = stopped.body as { suspensionId: string }
    expect((await letGo(world.centre, suspensionId)).body.code).toBe('suspension.other-person-needed')
    expect((await letGo(world.exchange, suspensionId)).body).toMatchObject({ endedBy: 'exchange-li' })
    expect((await letGo(world.exchange, suspensionId)).body.code).toBe('suspension.ended')
    world.clock.advanceSeconds(1)
    expect((await convert(phone)).status).toBe(201)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is told why, until when and under which number, and told again when it is over', async () => {
    const { phone, accountId } = await spender(world)
    const until = '2026-06-30'
    const { suspensionId } = (await stop(world.bureau, { accountId }, until)).body as { suspensionId: string }
    const { suspension } = (await phone.get('/v1/me')).body as { suspension: object }
    expect(suspension).toMatchObject({ suspensionId, until, reasons: '同一时间在两处乘车，正在核实' })
    const titles = async () =>
      ((await phone.get('/v1/me/messages')).body.items as { opens: string; title: { zh: string } }[]).map(
        ({ opens, title }) => `${opens} ${title.zh}`,
      )
    expect(await titles()).toContain('home 你的碳账户暂停用积分')
    await letGo(world.centre, suspensionId)
    expect((await phone.get('/v1/me')).body).not.toHaveProperty('suspension')
    expect(await titles()).toContain('home 你的碳账户恢复了')
  })

  it('has no voucher taken at a till, nor spent or redeemed by a partner; what a till took without network before, it took', async () => {
    const till = await openTill(world, mall)
    const { phone, accountId, voucherId, goodsId } = await withVoucher(world, mall, { isOffline: true })
    const { digits } = (await showCode(phone, voucherId)).body as { digits: string }
    const offline = await openOfflineTill(
      world,
      await invited(world, mall.owner, 'cashier', [mall.shopId]),
      mall.shopId,
    )
    await offline.sync()
    const second = (await take(phone, goodsId)).body.voucherId as string
    const { form } = (await phone.send('POST', `/v1/me/vouchers/${second}/offline-form`)).body as {
      form: string
    }
    const partner = partnerOfMall(world, mall)
    const order = { goodsId: await listed(mall), shopId: mall.shopId }
    const approved = async (orderNo: string) => {
      const { approvalCode } = (await partner.ask(orderNo, order)).body as { approvalCode: string }
      await phone.send('POST', `/v1/me/partner-orders/${approvalCode}/approval`)
    }
    await approved('order-on-hold')
    await approved('order-spent')
    await partner.step('order-spent', 'spend')
    offline.takeOffline(form)
    world.clock.advanceSeconds(5)
    await stop(world.centre, { accountId })
    world.clock.advanceSeconds(5)

    expect((await till.scan(digits)).body.outcome).toBe('notUsable')
    expect((await partner.step('order-on-hold', 'spend')).body.code).toBe('order.on-hold')
    expect((await partner.step('order-spent', 'redemption')).body.code).toBe('order.on-hold')
    expect((await partner.step('order-on-hold', 'release')).status).toBe(200)
    const told = (await offline.tell()).body.items as { outcome: string }[]
    expect(told.map(({ outcome }) => outcome)).toEqual(['redeemed'])
    expect(await mallFaults(world)).toEqual([])
  })

  it('is suspended after a redemption that is under way', async () => {
    const { sql } = world.platform.deps
    const till = await openTill(world, mall)
    const { phone, accountId, voucherId } = await withVoucher(world, mall)
    const { digits } = (await showCode(phone, voucherId)).body as { digits: string }
    const answers = await sql.begin(async (sponsor) => {
      await sponsor`SELECT FROM ledger_account WHERE book = 'sponsor-budget' FOR UPDATE`
      const redeemed = till.scan(digits)
      await untilWaiting(sql)
      const suspension = stop(world.centre, { accountId })
      await untilWaiting(sql, 2)
      return { redeemed, suspension }
    })
    expect((await answers.redeemed).body.outcome).toBe('redeemed')
    expect((await answers.suspension).status).toBe(201)
    const log = await sql<{ action: string }[]>`SELECT action FROM audit_entry ORDER BY sequence DESC LIMIT 1`
    expect(log).toEqual([{ action: 'account.suspended' }])
    expect(await mallFaults(world)).toEqual([])
  })

  it('has what waits behind its suspension refused, at the till and on her phone', async () => {
    const { sql } = world.platform.deps
    const till = await openTill(world, mall)
    const { phone, accountId, goodsId } = await somebody()
    const voucherId = (await take(phone, goodsId)).body.voucherId as string
    const { digits } = (await showCode(phone, voucherId)).body as { digits: string }
    // Signing in is logged as well: whoever waits for the log from here on is about to suspend.
    await world.centre.get(SUSPENSIONS)
    const answers = await sql.begin(async (log) => {
      await log`SELECT FROM audit_head FOR UPDATE`
      const suspension = stop(world.centre, { accountId })
      await untilWaiting(sql)
      const scanned = till.scan(digits)
      const converted = convert(phone)
      const taken = take(phone, goodsId)
      await untilWaiting(sql, 4)
      return { suspension, scanned, converted, taken }
    })
    expect((await answers.suspension).status).toBe(201)
    expect((await answers.scanned).body.outcome).toBe('notUsable')
    expect((await answers.converted).body.code).toBe('account.suspended')
    expect((await answers.taken).body.code).toBe('account.suspended')
    expect(await mallFaults(world)).toEqual([])
  })

  it('is refused by the database itself where a conversion comes past the question', async () => {
    const { accountId } = await somebody()
    await stop(world.centre, { accountId })
    const { sql, clock } = world.platform.deps
    await expect(
      sql`INSERT INTO conversion (conversion_id, account_id, lot_id, grams, converted_at, request_key)
        SELECT gen_random_uuid(), account_id, lot_id, 1, ${clock.now()}, 'past' FROM points_lot WHERE account_id = ${accountId}`,
    ).rejects.toMatchObject({ code: 'SL007', message: 'account.suspended' })
  })
})

describe('a suspension', () => {
  it('is one at a time, of somebody who is there, until a day that is not over', async () => {
    const { accountId } = await spender(world)
    expect((await stop(world.centre, { accountId: randomUUID() })).body.code).toBe('request.not-found')
    expect((await stop(world.centre, { operatorId: 'nobody-here' })).body.code).toBe('request.not-found')
    expect((await stop(world.centre, { accountId }, '2026-05-03')).body.where).toBe('/body/until')
    expect((await stop(world.centre, { accountId }, '2026-02-30')).body.where).toBe('/body/until')
    const both = await Promise.all([stop(world.centre, { accountId }), stop(world.bureau, { accountId })])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(both.find(({ status }) => status === 409)?.body.code).toBe('suspension.already-there')
  })

  it('ends with its last day, and the job that ends it may come again', async () => {
    const { phone, accountId } = await somebody()
    await stop(world.centre, { accountId }, '2026-05-04')
    await endDueSuspensions(world.platform.deps)
    expect((await convert(phone)).body.code).toBe('account.suspended')
    const before = world.clock.now()
    world.clock.set('2026-05-05T00:01:00+08:00')
    await endDueSuspensions(world.platform.deps)
    await endDueSuspensions(world.platform.deps)
    expect((await convert(phone)).status).toBe(201)
    const { items } = (await world.bureau.get(`${SUSPENSIONS}?state=ended`)).body as {
      items: { endedBy: string | null; until: string | null }[]
    }
    expect(items[0]).toMatchObject({ endedBy: null, until: '2026-05-04' })
    expect(await mallFaults(world)).toEqual([])
    world.clock.set(before.toISOString())
  })

  it('ends whether or not another can: each apart, and what failed is said', async () => {
    const [broken, whole] = [await somebody(), await somebody()]
    for (const { accountId } of [broken, whole]) await stop(world.centre, { accountId }, '2026-05-04')
    const before = world.clock.now()
    world.clock.set('2026-05-05T00:01:00+08:00')
    const { sql } = world.platform.deps
    // The first in order meets a rule that keeps it from ending.
    await sql.unsafe(`ALTER TABLE suspension ADD CONSTRAINT suspension_held
      CHECK (account_id <> '${broken.accountId}' OR ended_at IS NULL) NOT VALID`)
    await expect(endDueSuspensions(world.platform.deps)).rejects.toThrow('1 of 2 failed')
    expect((await convert(whole.phone)).status).toBe(201)
    await sql`ALTER TABLE suspension DROP CONSTRAINT suspension_held`
    await endDueSuspensions(world.platform.deps)
    expect((await convert(broken.phone)).status).toBe(201)
    world.clock.set(before.toISOString())
  })

  it('is in her export with its reasons, begin and end', async () => {
    const { phone, accountId } = await spender(world)
    const { suspensionId } = (await stop(world.centre, { accountId })).body as { suspensionId: string }
    await letGo(world.bureau, suspensionId)
    const { suspensions } = (await phone.get('/v1/me/export')).body as { suspensions: object[] }
    expect(suspensions).toEqual([
      {
        ...{ reasons: '同一时间在两处乘车，正在核实', beganAt: expect.any(String), until: null },
        ...{ endedAt: expect.any(String), endReasons: '已核实，没有问题' },
      },
    ])
  })

  it('of an account that is closed by now is read without a trace: there is nobody to tell', async () => {
    const phone = await world.resident({ ...mei, subject: 'closes-later', personId: 'SIM000000000000777' })
    const accountId = await accountIdOf(world, phone)
    const { suspensionId } = (await stop(world.centre, { accountId })).body as { suspensionId: string }
    await letGo(world.bureau, suspensionId)
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    const { items } = (await world.bureau.get(`${SUSPENSIONS}?state=ended`)).body as {
      items: { subject: object }[]
    }
    expect(items.map(({ subject }) => subject)).toContainEqual({
      ...{ kind: 'account', accountId: encodeId('acc', accountId) },
    })
    expect(await world.platform.deps.sql`SELECT FROM data_read WHERE account_id = ${accountId}`).toHaveLength(
      0,
    )
  })

  it('is listed by page, goes on or has ended, and an account on the list is told who looked', async () => {
    const { phone, accountId } = await spender(world)
    await stop(world.centre, { accountId })
    const { items } = (await world.bureau.get(`${SUSPENSIONS}?state=open`)).body as { items: object[] }
    expect(items[0]).toMatchObject({ suspendedBy: 'centre-lin', mayResume: true, name: null })
    const own = (await world.centre.get(`${SUSPENSIONS}?state=open`)).body as { items: object[] }
    expect(own.items[0]).toMatchObject({ mayResume: false })
    const reads = (await phone.get('/v1/me/reads')).body.items as { purpose: { zh: string } }[]
    expect(reads.map(({ purpose }) => purpose.zh)).toContain('处理账户暂停')
    for (const cursor of ['x', encodeId('sus', randomUUID()), encodeId('acc', accountId)])
      expect((await world.centre.get(`${SUSPENSIONS}?state=open&cursor=${cursor}`)).body).toMatchObject({
        ...{ code: 'request.invalid', where: '/query/cursor' },
      })
  })

  it('keeps what was said, whoever comes by the database', async () => {
    const { sql } = world.platform.deps
    await expect(sql`UPDATE suspension SET reasons = '别的原因' WHERE ended_at IS NULL`).rejects.toThrow(
      'only ends',
    )
    await expect(sql`DELETE FROM suspension`).rejects.toThrow('append-only')
    await expect(
      sql`UPDATE suspension SET ended_at = began_at, ended_by = suspended_by, end_reasons = '自己恢复' WHERE ended_at IS NULL`,
    ).rejects.toThrow('suspension_two_people')
  })
})

describe('reasons', () => {
  it('are two characters at least, and an emoji is one', async () => {
    const { accountId } = await spender(world)
    const short = { subject: { kind: 'account', accountId: encodeId('acc', accountId) }, until: null }
    for (const reasons of ['𠮷', '😀']) {
      const { status, body } = await world.centre.send('POST', SUSPENSIONS, { ...short, reasons })
      expect([status, body.code]).toEqual([400, 'request.invalid'])
    }
    const { suspensionId } = (await stop(world.centre, { accountId })).body as { suspensionId: string }
    const path = `${SUSPENSIONS}/${suspensionId}/resumption`
    expect((await world.bureau.send('POST', path, { reasons: '😀' })).body.code).toBe('request.invalid')
    expect((await world.bureau.send('POST', path, { reasons: '😀𠮷' })).body.endReasons).toBe('😀𠮷')
  })
})

describe('an institution', () => {
  it('is stopped at the desk with its members out at once, and comes back by another person only', async () => {
    const institution = await registerTestInstitution(world)
    const owner = await ownerOf(world, institution)
    const { institutionId } = owner
    const { suspensionId } = (await stop(world.centre, { institutionId })).body as { suspensionId: string }
    expect((await owner.get('/v1/institution/shops')).body.code).toBe('access.not-signed-in')
    const options = {
      ...{ 'credit-code': institution.creditCode, name: '机构', 'name-en': 'Institution' },
      kinds: 'merchant',
    }
    await expect(registerInstitution(world.platform.deps, new Map(Object.entries(options)))).rejects.toThrow(
      'another person resumes it there',
    )
    expect((await stop(world.bureau, { institutionId })).body.code).toBe('suspension.already-there')
    expect((await letGo(world.bureau, suspensionId)).status).toBe(200)
    const session = await owner.phone.send('POST', `/v1/me/memberships/${owner.memberId}/sessions`)
    expect(session.status).toBe(201)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('an administrator', () => {
  it('does not lift what the desk is stopping at that very moment', async () => {
    const { sql } = world.platform.deps
    const institution = await registerTestInstitution(world)
    const { institutionId } = await ownerOf(world, institution)
    const options = {
      ...{ 'credit-code': institution.creditCode, name: '机构', 'name-en': 'Institution' },
      kinds: 'merchant',
    }
    const both = await sql.begin(async (holder) => {
      await holder`SELECT FROM institution WHERE credit_code = ${institution.creditCode} FOR NO KEY UPDATE`
      const stopped = stop(world.centre, { institutionId })
      // The desk is first in the queue for the institution; who signs in for it may have waited before.
      for (let isFirst = false; !isFirst;) {
        await untilWaiting(sql)
        const waiting = await sql`
          SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            AND query LIKE '%FROM institution WHERE institution_id = % FOR NO KEY UPDATE%'`
        isFirst = waiting.length > 0
      }
      const registered = registerInstitution(world.platform.deps, new Map(Object.entries(options))).catch(
        String,
      )
      await untilWaiting(sql, 2)
      return { stopped, registered }
    })
    const { status, body } = await both.stopped
    expect([status, await both.registered]).toEqual([
      201,
      expect.stringContaining('another person resumes it there'),
    ])
    expect(await mallFaults(world)).toEqual([])
    await letGo(world.bureau, body.suspensionId as string)
  })
})

describe('an operator', () => {
  it('has its pushes refused by name while it is stopped; what was stored is answered as before', async () => {
    const signer = await registerOperator(world.platform.deps, 'sptcc')
    const card = phoneCard('3104990000018899')
    const row = (rideNo: string) => ({
      ...{ operatorDay: '2026-05-04' as CityDay, rideNo, scene: 'bus' },
      subject: { scheme: card.scheme, value: card.value },
      board: { at: '2026-05-04T08:00:00+08:00' },
      ...{ status: 'complete' as const, revision: 0 },
    })
    const send = (pushId: string, rideNo: string) =>
      push(world.platform.url, signer, [row(rideNo) as never], {
        operatorId: 'sptcc',
        pushId,
        signed: { created: Math.floor(world.clock.now().getTime() / 1000) },
      })
    expect((await send('before', 'R1')).status).toBe(200)
    const { suspensionId } = (await stop(world.centre, { operatorId: 'sptcc' })).body as {
      suspensionId: string
    }
    world.clock.advanceSeconds(1)
    const refused = (await send('meanwhile', 'R2')) as unknown as { status: number; body: { code: string } }
    expect([refused.status, refused.body.code]).toEqual([403, 'operator.suspended'])
    expect((await send('before', 'R1')).status).toBe(200)
    await letGo(world.exchange, suspensionId)
    world.clock.advanceSeconds(1)
    expect((await send('meanwhile', 'R2')).status).toBe(200)
    expect(await mallFaults(world)).toEqual([])
  })
})
