import { createPublicKey, verify } from 'node:crypto'

import { cityDayOf } from '#domain/calendar'
import { decodeId } from '#domain/id'
import { readBase45, readOfflineForm } from '#domain/voucher'
import { endDueVouchers } from '#server/voucher/end-due-vouchers'
import { invited, openTestShop, type Acting } from '#test/harness/institution-world'
import {
  atWork,
  coffee,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { openOfflineTill, type OfflineTill } from '#test/harness/offline-till'
import { startResidentWorld, type Answer, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import { openTill, showCode, withVoucher } from '#test/harness/till-world'
import { untilWaiting } from '#test/harness/until-waiting'

let world: ResidentWorld
let mall: TestMall
let cashier: Acting
let till: OfflineTill
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
})
afterAll(() => world.close())
beforeEach(async () => {
  mall = await atWork(world, mall)
  cashier = await invited(world, mall.owner, 'cashier', [mall.shopId])
  till = await openOfflineTill(world, cashier, mall.shopId)
  await till.sync()
})

const formOf = (phone: Phone, voucherId: string): Promise<Answer> =>
  phone.send('POST', `/v1/me/vouchers/${voucherId}/offline-form`)
const offlineVoucher = async (changes: object = {}, agreeing: readonly Acting[] = []) => {
  const made = await withVoucher(world, mall, { isOffline: true, ...changes }, agreeing)
  return { ...made, form: (await formOf(made.phone, made.voucherId)).body.form as string }
}
const outcomes = ({ body }: Answer): string[] =>
  (body.items as { outcome: string }[]).map(({ outcome }) => outcome)
const sayings = ({ body }: Answer): string[] =>
  (body.items as { say: { zh: string } }[]).map(({ say }) => say.zh)
const tillIn = async ({ owner }: TestMall, shopId: string): Promise<OfflineTill> => {
  const other = await openOfflineTill(world, await invited(world, owner, 'cashier', [shopId]), shopId)
  await other.sync()
  return other
}
const otherTill = (): Promise<OfflineTill> => tillIn(mall, mall.shopId)
/** Another merchant, whose till takes the same goods. */
const otherMerchant = async (): Promise<{ other: TestMall; elsewhere: OfflineTill }> => {
  const other = await openTestMall(world)
  return { other, elsewhere: await tillIn(other, other.shopId) }
}
const riskFen = async (): Promise<bigint> => {
  const [row] = await world.platform.deps.sql<{ balance: bigint }[]>`
    SELECT balance FROM ledger_account WHERE book = 'sponsor-risk' AND owner_id = ${decodeId('org', mall.owner.institutionId) ?? ''}`
  return row?.balance ?? 0n
}

describe('a signed form', () => {
  it('is what the key in the till’s snapshot signed, for a day', async () => {
    const { phone, voucherId, goodsId } = await withVoucher(world, mall, { isOffline: true })
    const answer = await formOf(phone, voucherId)
    expect(answer.body.until).toBe(new Date(world.clock.now().getTime() + 86_400_000).toISOString())
    const read = readOfflineForm(readBase45(answer.body.form as string) ?? new Uint8Array())
    const snapshot = await till.sync()
    expect(snapshot.body).toMatchObject({
      takesMax: 20,
      fenMax: 2000,
      logSequence: 0,
      logDigest: '00'.repeat(32),
    })
    expect(snapshot.body.goods).toContainEqual({ goodsId, name: { zh: '一杯拿铁', en: 'A latte' } })
    const x = snapshot.body.publicKey as string
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    expect(read && verify(null, read.signed, key, read.signature)).toBe(true)
  })

  it('is for low-value goods that allow it, and a voucher that can be shown', async () => {
    const dear = await mall.owner.send(
      'POST',
      '/v1/institution/goods',
      coffee(mall, { isOffline: true, payableFen: 2001 }),
    )
    expect(dear.body.where).toBe('/body/isOffline')
    const plain = await withVoucher(world, mall)
    expect((await formOf(plain.phone, plain.voucherId)).body.code).toBe('voucher.not-offline')
    const goodsId = await listed(mall, { isOffline: true })
    const held = await take(plain.phone, goodsId, 'hold')
    expect((await formOf(plain.phone, held.body.voucherId as string)).body.code).toBe('voucher.not-usable')
    expect((await formOf((await spender(world)).phone, plain.voucherId)).status).toBe(404)
  })

  it('keeps the voucher from being given back while it is out', async () => {
    const { phone, voucherId } = await offlineVoucher()
    const refund = (on: Phone) => on.send('POST', `/v1/me/vouchers/${voucherId}/refund`)
    const formOutUntil = new Date(world.clock.now().getTime() + 2 * 86_400_000).toISOString()
    const seen = async (on: Phone) => (await on.get(`/v1/me/vouchers/${voucherId}`)).body
    expect((await refund(phone)).body.code).toBe('voucher.form-out')
    expect(await seen(phone)).toMatchObject({ state: 'issued', formOutUntil })
    world.clock.advanceSeconds(86_400)
    expect((await refund(await world.signIn(phone.person))).body.code).toBe('voucher.form-out')
    world.clock.advanceSeconds(86_400)
    expect(await seen(await world.signIn(phone.person))).toMatchObject({ formOutUntil: null })
    expect((await refund(await world.signIn(phone.person))).body.state).toBe('refunded')
    mall = await atWork(world, mall)
    const another = await offlineVoucher()
    const shop = await openTill(world, mall)
    await shop.scan((await showCode(another.phone, another.voucherId)).body.digits as string)
    const fresh = await openOfflineTill(world, shop.cashier, mall.shopId)
    expect((await fresh.sync()).body.endedVoucherIds).toEqual([another.voucherId])
  })
})

describe('a till that had no network', () => {
  it('tells what it took, and each counts once however often it is told', async () => {
    const vouchers = [await offlineVoucher(), await offlineVoucher()]
    world.clock.advanceSeconds(60)
    for (const { form } of vouchers) till.takeOffline(form)
    const first = await till.tell()
    expect(outcomes(first)).toEqual(['redeemed', 'redeemed'])
    expect(sayings(first)).toEqual(['已核销', '已核销'])
    expect(first.body.logSequence).toBe(2)
    expect((await till.tell()).body).toEqual(first.body)
    for (const { phone, voucherId } of vouchers)
      expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('redeemed')
    expect((await till.sync()).body).toMatchObject({ logSequence: 2, logDigest: first.body.logDigest })
    expect(await mallFaults(world)).toEqual([])
  })

  it('and another merchant’s fed the same voucher: one redemption, one loss of the sponsor, both paid, she pays once and is told', async () => {
    const { other, elsewhere } = await otherMerchant()
    const { phone, voucherId, form } = await offlineVoucher({ shopIds: [mall.shopId, other.shopId] }, [
      other.owner,
    ])
    await Promise.all([till.sync(), elsewhere.sync()])
    till.takeOffline(form)
    elsewhere.takeOffline(form)
    const before = await riskFen()
    const answers = await Promise.all([till.tell(), elsewhere.tell()])
    expect(answers.flatMap(outcomes).sort()).toEqual(['clash', 'redeemed'])
    expect(answers.flatMap(sayings)).toContain('这张券在别处先用了，赞助方照付给本店')
    expect((await Promise.all([till.tell(), elsewhere.tell()])).map(outcomes)).toEqual(answers.map(outcomes))
    expect((await riskFen()) - before).toBe(-1800n)
    for (const { body } of answers)
      expect(body.items).toMatchObject([{ goods: { zh: '一杯拿铁', en: 'A latte' }, paidFen: 1800 }])
    const today = cityDayOf(world.clock.now())
    const range = `from=${today}&to=${today}`
    for (const as of ['mallOperator', 'sponsor']) {
      const figures = await mall.owner.get(`/v1/institution/redemptions?as=${as}&${range}`)
      expect(figures.body.clashes).toEqual({ vouchers: 1, lossFen: 1800 })
    }
    expect((await phone.get('/v1/me/points')).body).toMatchObject({ points: 1500, heldPoints: 0 })
    const messages = (await phone.get('/v1/me/messages')).body.items as { title: { zh: string } }[]
    expect(messages.map(({ title }) => title.zh)).toContain('你的一张券被出示了两次')
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('redeemed')
    expect(await mallFaults(world)).toEqual([])
  })

  it('and others of its shop and its merchant fed the same voucher: one loss beside the redemption, however many they are', async () => {
    const second = await openTestShop(mall.owner, `分店 ${Math.random()}`)
    const { phone, voucherId, form } = await offlineVoucher({ shopIds: [mall.shopId, second] })
    const tills = [till, await otherTill(), await otherTill(), await tillIn(mall, second)]
    const before = await riskFen()
    for (const one of tills) one.takeOffline(form)
    const time = new Date(world.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(11, 16)
    world.clock.advanceSeconds(300)
    const [first, ...others] = tills
    expect(outcomes(await first!.tell())).toEqual(['redeemed'])
    const told = []
    for (const one of others) told.push(await one.tell())
    expect(told.flatMap(outcomes)).toEqual(['clash', 'refused', 'refused'])
    const here = `这张券 ${time} 本店已收过，`
    const chain = `这张券 ${time} 你们的另一家门店已收过，`
    const said = [`${here}赞助方再付一次`, `${here}不再付款`, `${chain}不再付款`]
    expect(told.flatMap(sayings)).toEqual(said)
    expect((await Promise.all(others.map((one) => one.tell()))).flatMap(sayings)).toEqual(said)
    expect((await riskFen()) - before).toBe(-1800n)
    const messages = (await phone.get('/v1/me/messages')).body.items as { title: { zh: string } }[]
    expect(messages.map(({ title }) => title.zh)).toEqual(['你的一张券被出示了两次'])
    expect((await phone.get('/v1/me/points')).body).toMatchObject({ points: 1500, heldPoints: 0 })
    const [kept] = await world.platform.deps.sql<{ entries: number }[]>`
      SELECT count(*)::int AS entries FROM till_log WHERE voucher_id = ${decodeId('vch', voucherId) ?? ''}`
    expect(kept?.entries).toBe(4)
    expect(await mallFaults(world)).toEqual([])
  })

  it('of another merchant who comes second is paid by one loss, on however many of its tills and at once', async () => {
    const { other, elsewhere } = await otherMerchant()
    const { form } = await offlineVoucher({ shopIds: [mall.shopId, other.shopId] }, [other.owner])
    const theirs = [elsewhere, await tillIn(other, other.shopId), await tillIn(other, other.shopId)]
    await Promise.all([till, ...theirs].map((one) => one.sync()))
    for (const one of [till, ...theirs]) one.takeOffline(form)
    const before = await riskFen()
    await till.tell()
    const answers = await Promise.all(theirs.map((one) => one.tell()))
    expect(answers.flatMap(outcomes).sort()).toEqual(['clash', 'refused', 'refused'])
    expect((await riskFen()) - before).toBe(-1800n)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is not paid for what it redeemed, nor its merchant by two losses, whoever asks the database', async () => {
    const { sql } = world.platform.deps
    const { voucherId, form } = await offlineVoucher()
    till.takeOffline(form)
    await till.tell()
    const second = await otherTill()
    second.takeOffline(form)
    expect(outcomes(await second.tell())).toEqual(['clash'])
    const asked = decodeId('vch', voucherId) ?? ''
    const [own, at] = [till, await otherTill()].map(({ tillId }) => decodeId('til', tillId) ?? '')
    for (const one of [own ?? '', at ?? ''])
      await expect(
        sql`SELECT sponsor_loss(${asked}::uuid, ${one}::uuid, 1, ${world.clock.now()}::timestamptz)`,
      ).rejects.toThrow('is paid for this take of voucher')
    const written = sql.begin(async (transaction) => {
      for (const sequence of [1, 2])
        await transaction`
          INSERT INTO till_log (till_id, sequence, signed_text, digest, signature, snapshot_at, occurred_at, received_at, voucher_id,
            outcome, loss_fen)
          VALUES (${at ?? ''}, ${sequence}, '', '', '', now(), now(), now(), ${asked}, 'clash', 1800)`
    })
    await expect(written).rejects.toThrow('till_log_')
  })

  it('fed the same voucher twice is paid once', async () => {
    const { form } = await offlineVoucher()
    till.takeOffline(form)
    till.takeOffline(form)
    expect(outcomes(await till.tell())).toEqual(['redeemed', 'refused'])
    expect(sayings(await till.tell())[1]).toBe('这张券本机已收过，只算一次')
    expect(await mallFaults(world)).toEqual([])
  })

  it('that took online what it then took without network is paid once', async () => {
    const shop = await openTill(world, mall)
    const mine = await openOfflineTill(world, shop.cashier, mall.shopId)
    await mine.sync()
    const { phone, voucherId, form } = await offlineVoucher()
    const path = `/v1/tills/${mine.tillId}/redemptions`
    const code = (await showCode(phone, voucherId)).body.digits as string
    await shop.cashier.send('POST', path, { code }, { 'idempotency-key': 'online-first' })
    mine.takeOffline(form)
    expect(outcomes(await mine.tell())).toEqual(['refused'])
    expect(await mallFaults(world)).toEqual([])
  })

  it('is not paid for what is no form of ours, of another shop, or has ended', async () => {
    const { form } = await offlineVoucher()
    const forged = `${form.slice(0, -3)}${form.endsWith('000') ? '001' : '000'}`
    const elsewhere = await openTestShop(mall.owner, `别家 ${Math.random()}`)
    const { form: foreign } = await offlineVoucher({ shopIds: [elsewhere] })
    const { form: short } = await offlineVoucher()
    till.takeOffline(forged)
    till.takeOffline(foreign)
    world.clock.advanceSeconds(86_400 - 60)
    const again = await openOfflineTill(
      world,
      await invited(world, (await atWork(world, mall)).owner, 'cashier', [mall.shopId]),
      mall.shopId,
    )
    await again.sync()
    world.clock.advanceSeconds(61)
    again.takeOffline(short)
    const owner = (await atWork(world, mall)).owner
    expect(sayings(await till.tell(till.log, owner))).toEqual(['不是平台签发的券，不付', '非本店券，不付'])
    expect(sayings(await again.tell(again.log, owner))).toEqual(['收券时已过期，不付'])
  })

  it('whose clock was rolled back is not paid for what it says it took then', async () => {
    const [one, two] = [await offlineVoucher(), await offlineVoucher()]
    world.clock.advanceSeconds(600)
    till.takeOffline(one.form)
    till.takeOffline(two.form, new Date(world.clock.now().getTime() - 300_000))
    expect(sayings(await till.tell())).toEqual(['已核销', '收银设备的时间不对，不付'])
    const three = await offlineVoucher()
    till.takeOffline(three.form, new Date(world.clock.now().getTime() - 86_400_000))
    expect(outcomes(await till.tell())).toEqual(['redeemed', 'refused', 'refused'])
  })

  it('takes twenty until it has told them, whatever snapshots it is given meanwhile, and again twenty after', async () => {
    const goodsId = await listed(mall, { isOffline: true, pricePoints: 1, perPersonMax: 50 })
    const { phone } = await spender(world)
    const forms: string[] = []
    for (let i = 0; i < 22; i += 1) {
      const { voucherId } = (await take(phone, goodsId)).body as { voucherId: string }
      forms.push((await formOf(phone, voucherId)).body.form as string)
    }
    for (const form of forms.slice(0, 12)) till.takeOffline(form)
    world.clock.advanceSeconds(1)
    await till.sync()
    for (const form of forms.slice(12, 21)) till.takeOffline(form)
    world.clock.advanceSeconds(1)
    const told = outcomes(await till.tell())
    expect(told.filter((outcome) => outcome === 'redeemed')).toHaveLength(20)
    expect(told.at(-1)).toBe('refused')
    world.clock.advanceSeconds(1)
    await till.sync()
    till.takeOffline(forms[21] ?? '')
    expect(outcomes(await till.tell(till.log.slice(-1)))).toEqual(['redeemed'])
    expect(await mallFaults(world)).toEqual([])
  }, 120_000)

  it('without a snapshot of ours is paid nothing', async () => {
    const { form } = await offlineVoucher()
    const blind = await openOfflineTill(world, cashier, mall.shopId)
    await blind.sync()
    await world.platform.deps
      .sql`DELETE FROM till_snapshot WHERE till_id = ${decodeId('til', blind.tillId) ?? ''}`
    blind.takeOffline(form)
    expect(sayings(await blind.tell())).toEqual(['断网前没有同步过，不付'])
  })
})

describe('a voucher whose form is out', () => {
  it('is not undone at the till that took it online, so that its points do not come back at the sponsor’s loss', async () => {
    const shop = await openTill(world, mall)
    const { phone, voucherId, form } = await offlineVoucher()
    till.takeOffline(form)
    await shop.scan((await showCode(phone, voucherId)).body.digits as string)
    const undone = await shop.undo(voucherId)
    expect([undone.status, undone.body.code]).toEqual([409, 'redemption.form-out'])
    expect(outcomes(await till.tell())).toEqual(['clash'])
    expect((await phone.get('/v1/me/points')).body).toMatchObject({ points: 1500, heldPoints: 0 })
    const plain = await withVoucher(world, mall, { isOffline: true })
    await shop.scan((await showCode(plain.phone, plain.voucherId)).body.digits as string)
    expect((await shop.undo(plain.voucherId)).status).toBe(200)
    expect(await mallFaults(world)).toEqual([])
  })

  it('taken on its last day and told after it is redeemed, not paid twice', async () => {
    const made = await withVoucher(world, mall, { isOffline: true, voucherDays: 1 })
    const { body } = await made.phone.get(`/v1/me/vouchers/${made.voucherId}`)
    const end = new Date(body.validTo as string).getTime()
    world.clock.set(new Date(end - 1_200_000).toISOString())
    mall = await atWork(world, mall)
    const form = (await formOf(await world.signIn(made.phone.person), made.voucherId)).body.form as string
    const late = await otherTill()
    world.clock.set(new Date(end - 600_000).toISOString())
    late.takeOffline(form)
    world.clock.set(new Date(end + 60_000).toISOString())
    await endDueVouchers(world.platform.deps)
    mall = await atWork(world, mall)
    expect(outcomes(await late.tell(late.log, mall.owner))).toEqual(['redeemed'])
    expect(await mallFaults(world)).toEqual([])
  })

  it('runs out a day after its form; what is told later still is kept and not paid', async () => {
    const made = await withVoucher(world, mall, { isOffline: true, voucherDays: 1 })
    const { body } = await made.phone.get(`/v1/me/vouchers/${made.voucherId}`)
    const end = new Date(body.validTo as string).getTime()
    world.clock.set(new Date(end - 1_200_000).toISOString())
    mall = await atWork(world, mall)
    const form = (await formOf(await world.signIn(made.phone.person), made.voucherId)).body.form as string
    const late = await otherTill()
    late.takeOffline(form)
    world.clock.set(new Date(end + 86_400_000).toISOString())
    await endDueVouchers(world.platform.deps)
    const phone = await world.signIn(made.phone.person)
    expect((await phone.get(`/v1/me/vouchers/${made.voucherId}`)).body.state).toBe('expired')
    mall = await atWork(world, mall)
    expect(sayings(await late.tell(late.log, mall.owner))).toEqual([
      '离线码失效一天后才报账，积分已退给顾客，不付',
    ])
    expect(await mallFaults(world)).toEqual([])
  })

  it('taken in a shop closed since is redeemed and cannot be used again', async () => {
    const closing = await openTestShop(mall.owner, `关店 ${Math.random()}`)
    const { phone, voucherId, form } = await offlineVoucher({ shopIds: [mall.shopId, closing] })
    const last = await openOfflineTill(world, await invited(world, mall.owner, 'cashier', [closing]), closing)
    await last.sync()
    last.takeOffline(form)
    await mall.owner.send('POST', `/v1/institution/shops/${closing}/closure`)
    expect(outcomes(await last.tell(last.log, mall.owner))).toEqual(['redeemed'])
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('redeemed')
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a till’s log', () => {
  it('is read up to the entry that was tampered with, and no further', async () => {
    const [one, two] = [await offlineVoucher(), await offlineVoucher()]
    till.takeOffline(one.form)
    const second = till.takeOffline(two.form)
    const tampered = { ...second, occurredAt: new Date(world.clock.now().getTime() + 1000).toISOString() }
    const answer = await till.tell([till.log[0] ?? second, tampered])
    expect([answer.status, answer.body.code, answer.body.where]).toEqual([
      409,
      'till.log-broken',
      '/body/entries/1',
    ])
    expect((await one.phone.get(`/v1/me/vouchers/${one.voucherId}`)).body.state).toBe('redeemed')
    expect((await two.phone.get(`/v1/me/vouchers/${two.voucherId}`)).body.state).toBe('issued')
    expect(outcomes(await till.tell([second]))).toEqual(['redeemed'])
  })

  it.each([
    '2019-01-01T00:00:60Z',
    '2026-02-30T01:00:00.000Z',
    '2026-05-04T24:00:00Z',
    '2026-05-04T01:00:00+15:59',
    '0000-01-01T00:00:00Z',
  ])('with the moment %s, which is none, is read no further', async (occurredAt) => {
    const { phone, voucherId, form } = await offlineVoucher()
    till.takeOffline(form, { toISOString: () => occurredAt } as Date)
    const answer = await till.tell()
    expect([answer.status, answer.body.code, answer.body.where]).toEqual([
      400,
      'request.invalid',
      '/body/entries/0/occurredAt',
    ])
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('issued')
  })

  it('cannot leave out, repeat or rewrite an entry', async () => {
    const vouchers = [await offlineVoucher(), await offlineVoucher(), await offlineVoucher()]
    for (const { form } of vouchers) till.takeOffline(form)
    const [first, second, third] = till.log
    if (!first || !second || !third) throw new Error('three were taken')
    expect((await till.tell([first, third])).body.code).toBe('till.log-broken')
    expect((await till.tell([{ ...first, form: third.form }])).body.code).toBe('till.log-broken')
    const other = await otherTill()
    expect((await other.tell([first])).body.code).toBe('till.log-broken')
    expect(outcomes(await till.tell())).toEqual(['redeemed', 'redeemed', 'redeemed'])
  })

  it('of a dismissed cashier is told by the owner, and pays nothing', async () => {
    const { form } = await offlineVoucher()
    till.takeOffline(form)
    await mall.owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`)
    expect((await till.tell()).status).toBe(401)
    const colleague = await invited(world, mall.owner, 'cashier', [mall.shopId])
    expect((await till.tell(till.log, colleague)).body.code).toBe('till.unknown')
    expect(sayings(await till.tell(till.log, mall.owner))).toEqual(['这台收银设备已停用，不付'])
  })

  it('told while its cashier is dismissed is told before it, at whatever time it is written', async () => {
    const { sql } = world.platform.deps
    const vouchers = [await offlineVoucher(), await offlineVoucher()] as const
    for (const { form } of vouchers) till.takeOffline(form)
    const { tell, dismissal } = await sql.begin(async (holder) => {
      await holder`SELECT FROM voucher WHERE voucher_id = ${decodeId('vch', vouchers[0].voucherId) ?? ''} FOR UPDATE`
      const telling = till.tell()
      await untilWaiting(sql)
      const dismissing = mall.owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`)
      await untilWaiting(sql, 2)
      world.clock.advanceSeconds(70)
      return { tell: telling, dismissal: dismissing }
    })
    expect(outcomes(await tell)).toEqual(['redeemed', 'redeemed'])
    expect((await dismissal).status).toBe(204)
    expect(await mallFaults(world)).toEqual([])
  })

  it('is proved by the audit: its chain, its signatures, its end and its losses', async () => {
    const { sql } = world.platform.deps
    const { form } = await offlineVoucher()
    till.takeOffline(form)
    await till.tell()
    expect(await mallFaults(world)).toEqual([])
    await sql`ALTER TABLE till_log DISABLE TRIGGER till_log_append_only`
    await sql`UPDATE till_log SET signed_text = replace(signed_text, 'suitan', 'Suitan') WHERE sequence = 3`
    await sql`UPDATE till_log SET loss_fen = loss_fen - 1 WHERE outcome = 'clash'`
    await sql`UPDATE till SET log_sequence = log_sequence + 1 WHERE log_sequence = 2`
    const found = (await mallFaults(world)).map((fault) => fault.split(' ')[0])
    expect([...new Set(found)].sort()).toEqual(['ledger_account', 'statement_line', 'till', 'till_log'])
  })
})
