import { randomBytes, randomUUID } from 'node:crypto'

import { decodeId } from '#domain/id'
import { onlineCodeOf, phoneCodeOf } from '#domain/voucher'
import { invited, openTestShop, ownerOf, registerTestInstitution } from '#test/harness/institution-world'
import {
  atWork,
  listed,
  mallFaults,
  openTestMall,
  spender,
  take,
  type TestMall,
} from '#test/harness/mall-world'
import { startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'
import {
  openTill,
  phoneCodeAt,
  registerTill,
  showCode,
  tillOf,
  withVoucher,
  type TestTill,
} from '#test/harness/till-world'
import { untilWaiting } from '#test/harness/until-waiting'

let world: ResidentWorld
let mall: TestMall
let till: TestTill
beforeAll(async () => {
  world = await startResidentWorld()
  mall = await openTestMall(world)
})
afterAll(() => world.close())
// Sessions of members last as long as their token, and tests move the clock on.
beforeEach(async () => {
  mall = await atWork(world, mall)
  till = await openTill(world, mall)
})

const codeOf = async (phone: Phone, voucherId: string): Promise<string> => {
  const shown = await showCode(phone, voucherId)
  if (shown.status !== 201) throw new Error(JSON.stringify(shown.body))
  return shown.body.digits as string
}
const points = async (phone: Phone) =>
  (await phone.get('/v1/me/points')).body as { points: number; heldPoints: number }
const titles = async (phone: Phone): Promise<string[]> => {
  const { items } = (await phone.get('/v1/me/messages')).body as { items: { title: { zh: string } }[] }
  return items.map(({ title }) => title.zh)
}
const time = (): string => new Date(world.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(11, 16)

describe('redeeming a voucher', () => {
  it('takes it once and says so in one sentence', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const code = await codeOf(phone, voucherId)
    const done = await till.scan(code.replace(/(.{6})/g, '$1 '))
    expect(done.status).toBe(200)
    expect(done.body).toMatchObject({
      outcome: 'redeemed',
      say: { zh: '核销成功，一杯拿铁', en: 'Redeemed: A latte' },
      redemption: { voucherId, payableFen: 1800, cashier: '小周', undoneAt: null },
    })
    const hers = (await phone.get(`/v1/me/vouchers/${voucherId}`)).body
    expect(hers).toMatchObject({ state: 'redeemed', shop: { zh: '梧桐咖啡馆' } })
    expect(await points(phone)).toMatchObject({ points: 1500, heldPoints: 0 })
    const again = await till.scan(code)
    expect(again.body).toMatchObject({ outcome: 'alreadyRedeemed', say: { zh: `已核销 ${time()} 本店` } })
    expect((await till.today()).body.items[0]).toMatchObject({ voucherId })
    expect((await showCode(phone, voucherId)).body.code).toBe('voucher.not-usable')
    expect((await phone.send('POST', `/v1/me/vouchers/${voucherId}/refund`)).body.code).toBe(
      'voucher.already-redeemed',
    )
    expect(await mallFaults(world)).toEqual([])
  })

  it('tells the winner’s retry that it won, also when its code is long spent', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const [code, key] = [await codeOf(phone, voucherId), randomUUID()]
    const first = await till.scan(code, key)
    const other = await openTill(world, mall)
    const lost = await other.scan(code)
    world.clock.advanceSeconds(120)
    expect((await till.scan(code, key)).body).toEqual(first.body)
    expect((await other.scan(code)).body).toEqual(lost.body)
    expect(lost.body.outcome).toBe('alreadyRedeemed')
  })

  it('tells the winner’s retry that it won, also one who has guessed too often since', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const [code, key] = [await codeOf(phone, voucherId), randomUUID()]
    const first = await till.scan(code, key)
    for (let i = 0; i < 10; i += 1) await till.scan(phoneCodeOf('0000000000', '000000'))
    expect((await till.scan(code)).body.code).toBe('till.too-many-misses')
    expect((await till.scan(code, key)).body).toEqual(first.body)
  })

  it('takes one voucher under one key: another’s code is refused, also at once, and a retry after an undo hears the truth', async () => {
    const [one, two, three] = [
      await withVoucher(world, mall),
      await withVoucher(world, mall),
      await withVoucher(world, mall),
    ]
    const [code, other, third] = [
      await codeOf(one.phone, one.voucherId),
      await codeOf(two.phone, two.voucherId),
      await codeOf(three.phone, three.voucherId),
    ]
    const [key, raced] = [randomUUID(), randomUUID()]
    expect((await till.scan(code, key)).body.outcome).toBe('redeemed')
    const reused = await till.scan(other, key)
    expect([reused.status, reused.body.code]).toEqual([409, 'request.key-reused'])
    expect((await two.phone.get(`/v1/me/vouchers/${two.voucherId}`)).body.state).toBe('issued')
    await till.undo(one.voucherId)
    const after = (await till.scan(code, key)).body
    expect(after.outcome).toBe('notUsable')
    expect((after.redemption as { undoneAt: string | null }).undoneAt).not.toBeNull()
    const race = await Promise.all([till.scan(other, raced), till.scan(third, raced)])
    expect(race.map(({ body }) => (body.outcome ?? body.code) as string).sort()).toEqual([
      'redeemed',
      'request.key-reused',
    ])
    expect(await mallFaults(world)).toEqual([])
  })

  it('goes to the next who shows it when the first one’s key turns out to be spent', async () => {
    const [one, two] = [await withVoucher(world, mall), await withVoucher(world, mall)]
    const [code, other] = [await codeOf(one.phone, one.voucherId), await codeOf(two.phone, two.voucherId)]
    const [key, beside] = [randomUUID(), await openTill(world, mall)]
    const answers = await Promise.all([
      ...[till.scan(code, key), till.scan(other, key)],
      ...[beside.scan(code), beside.scan(other)],
    ])
    const said = answers.map(({ body }) => (body.outcome ?? body.code) as string)
    expect(said.filter((outcome) => outcome === 'redeemed')).toHaveLength(2)
    for (const { phone, voucherId } of [one, two])
      expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('redeemed')
    expect(await mallFaults(world)).toEqual([])
  })

  it('is not asked for under a key of a till’s log', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const answer = await till.scan(await codeOf(phone, voucherId), 'log/1000')
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid'])
  })

  it('succeeds at exactly one of many tills at once; the others hear the truth', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const second = await openTestShop(mall.owner, '二号店')
    const elsewhere = await openTill(world, mall, second)
    const code = await codeOf(phone, voucherId)
    const tills = [till, await openTill(world, mall), await openTill(world, mall), elsewhere]
    const answers = await Promise.all(
      tills.flatMap((one) => Array.from({ length: 50 }, () => one.scan(code))),
    )
    const outcomes = answers.map(({ body }) => body.outcome as string)
    expect(outcomes.filter((outcome) => outcome === 'redeemed')).toHaveLength(1)
    expect(new Set(outcomes.slice(0, 150))).toEqual(new Set(['redeemed', 'alreadyRedeemed']))
    for (const { body } of answers.slice(150)) {
      expect(['alreadyRedeemed', 'notForShop']).toContain(body.outcome)
      expect(body.redemption).toBeNull()
    }
    expect(await mallFaults(world)).toEqual([])
  })

  it('is refused elsewhere as not this shop’s, and says of a redeemed one that it was another shop', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const second = await openTestShop(mall.owner, '三号店')
    const elsewhere = await openTill(world, mall, second)
    const code = await codeOf(phone, voucherId)
    expect((await elsewhere.scan(code)).body).toMatchObject({
      outcome: 'notForShop',
      say: { zh: '非本店券' },
    })
    await till.scan(code)
    expect((await elsewhere.scan(code)).body.say.zh).toBe(`已核销 ${time()} 其他门店`)
    expect((await elsewhere.today()).body.items).toEqual([])
  })

  it('pays the merchant of the shop out of the sponsor’s budget', async () => {
    const { sql } = world.platform.deps
    const merchant = await ownerOf(world, await registerTestInstitution(world, 'merchant'))
    const shopId = await openTestShop(merchant, '街角面包')
    const goodsId = await listed(mall, { shopIds: [shopId] }, 1_000_000, [merchant])
    const { phone } = await spender(world)
    const voucherId = (await take(phone, goodsId)).body.voucherId as string
    const [bread] = [await tillOf(merchant, shopId)]
    expect((await bread.scan(await codeOf(phone, voucherId))).body.outcome).toBe('redeemed')
    const rows = await sql<{ sponsor_id: string; balance: bigint }[]>`
      SELECT sponsor_id, balance FROM ledger_account JOIN payable_pair USING (owner_id)
      WHERE merchant_id = (SELECT institution_id FROM shop WHERE name_zh = '街角面包')`
    expect(rows).toEqual([{ sponsor_id: decodeId('org', mall.owner.institutionId), balance: 1800n }])
  })

  it.each([
    ['that is only held', 'hold' as const, 0],
    ['whose last day is over', 'take' as const, 31 * 86_400],
  ])('shows no code of one %s', async (_what, step, later) => {
    const { phone } = await withVoucher(world, mall)
    const other = await take(phone, await listed(mall, { pricePoints: 10 }), step)
    world.clock.advanceSeconds(later)
    const now = later === 0 ? phone : await world.signIn(phone.person)
    expect((await showCode(now, other.body.voucherId as string)).body.code).toBe('voucher.not-usable')
  })
})

describe('an online code', () => {
  it('lives a minute and a quarter, and then asks for the newest', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const shown = await showCode(phone, voucherId)
    expect(Date.parse(shown.body.expiresAt as string)).toBe(world.clock.now().getTime() + 60_000)
    const code = shown.body.digits as string
    world.clock.advanceSeconds(75)
    expect((await till.scan(code)).body).toMatchObject({
      outcome: 'codeRefreshed',
      say: { zh: '码已刷新，请出示最新码' },
      redemption: null,
    })
    const next = await codeOf(phone, voucherId)
    world.clock.advanceSeconds(74)
    expect((await till.scan(next)).body.outcome).toBe('redeemed')
  })

  it('rotates without taking away the one under the scanner, but a screenshot kills all before it', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const first = await codeOf(phone, voucherId)
    const second = await codeOf(phone, voucherId)
    const third = (await showCode(phone, voucherId, 'screenshot')).body.digits as string
    for (const photographed of [first, second])
      expect((await till.scan(photographed)).body.outcome).toBe('codeRefreshed')
    const fourth = await codeOf(phone, voucherId)
    expect(fourth).not.toBe(third)
    expect((await till.scan(third)).body.outcome).toBe('redeemed')
  })

  it('is nowhere in the database as it is', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const code = await codeOf(phone, voucherId)
    const [row] = await world.platform.deps.sql<{ text: string }[]>`
      SELECT string_agg(voucher_code::text, '') || (SELECT string_agg(voucher::text, '') FROM voucher) AS text FROM voucher_code`
    expect(row?.text).not.toContain(code.slice(1, 17))
    expect(row?.text).not.toContain(Buffer.from(code).toString('hex'))
  })

  it('is hers alone to ask for', async () => {
    const [one, two] = [await withVoucher(world, mall), await withVoucher(world, mall)]
    expect((await showCode(two.phone, one.voucherId)).status).toBe(404)
  })

  it('that is guessed fails, and who guesses on is stopped for a minute', async () => {
    const guess = () => onlineCodeOf(String(Math.floor(Math.random() * 1e16)).padStart(16, '0'))
    for (let i = 0; i < 10; i += 1) expect((await till.scan(guess())).body.outcome).toBe('codeUnknown')
    const stopped = await till.scan(guess())
    expect([stopped.status, stopped.body.code, stopped.headers.get('retry-after')]).toEqual([
      429,
      'till.too-many-misses',
      '60',
    ])
    const { phone, voucherId } = await withVoucher(world, mall)
    expect((await till.scan(await codeOf(phone, voucherId))).status).toBe(429)
    world.clock.advanceSeconds(60)
    expect((await till.scan(await codeOf(phone, voucherId))).body.outcome).toBe('redeemed')
  })

  it('that is guessed at two tills and many times at once is answered ten times, and no more', async () => {
    const guess = () => onlineCodeOf(String(Math.floor(Math.random() * 1e16)).padStart(16, '0'))
    const second = await tillOf(till.cashier, mall.shopId)
    const guesses = Array.from({ length: 40 }, (_, place) =>
      (place % 2 === 0 ? till : second).scan(place % 3 === 0 ? phoneCodeOf('0000000000', '000000') : guess()),
    )
    const answers = await Promise.all(guesses)
    expect(answers.filter(({ body }) => body.outcome === 'codeUnknown')).toHaveLength(10)
    expect(answers.filter(({ body }) => body.code === 'till.too-many-misses')).toHaveLength(30)
  })

  it('is not found out under the key of a request that won', async () => {
    const won = await withVoucher(world, mall)
    await till.scan(await codeOf(won.phone, won.voucherId), 'won-with-this')
    const guess = () => onlineCodeOf(String(Math.floor(Math.random() * 1e16)).padStart(16, '0'))
    for (let i = 0; i < 10; i += 1) await till.scan(guess(), 'won-with-this')
    expect((await till.scan(guess(), 'won-with-this')).body.code).toBe('till.too-many-misses')
  })

  it('mistyped is no guess', async () => {
    for (let i = 0; i < 12; i += 1) expect((await till.scan('12345')).body.outcome).toBe('codeUnknown')
  })

  it('is forgotten an hour after it told anything, and misses after the day they count', async () => {
    const { sql, jobs } = world.platform.deps
    const { phone, voucherId } = await withVoucher(world, mall)
    await codeOf(phone, voucherId)
    const now = world.clock.now()
    world.clock.advanceSeconds(3 * 3600)
    await jobs.runNow('till.forget-codes')
    expect(await sql`SELECT FROM voucher_code`).toHaveLength(0)
    expect(await sql`SELECT FROM till_miss`).not.toHaveLength(0)
    world.clock.advanceSeconds(24 * 3600)
    await jobs.runNow('till.forget-codes')
    expect(await sql`SELECT FROM till_miss`).toHaveLength(0)
    world.clock.set(now.toISOString())
  })
})

describe('a phone without network', () => {
  it('shows codes of its own that change, each good for its moment', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const { phoneKey } = (await showCode(phone, voucherId)).body as {
      phoneKey: { voucherNo: string; secret: string }
    }
    const early = phoneCodeAt(phoneKey, world.clock.now())
    world.clock.advanceSeconds(61)
    expect((await till.scan(early)).body.outcome).toBe('codeUnknown')
    const slow = phoneCodeAt(phoneKey, new Date(world.clock.now().getTime() - 25_000))
    const done = await till.scan(slow)
    expect(done.body.outcome).toBe('redeemed')
    expect((await till.scan(slow)).body.outcome).toBe('alreadyRedeemed')
  })

  it('has a voucher’s codes closed by five wrong proofs, for the online one only', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const { phoneKey } = (await showCode(phone, voucherId)).body as {
      phoneKey: { voucherNo: string; secret: string }
    }
    const forged = { ...phoneKey, secret: randomBytes(16).toString('base64url') }
    for (let i = 0; i < 5; i += 1)
      expect((await till.scan(phoneCodeAt(forged, world.clock.now()))).body.outcome).toBe('codeUnknown')
    const other = await openTill(world, mall)
    expect((await other.scan(phoneCodeAt(phoneKey, world.clock.now()))).body.outcome).toBe('codeUnknown')
    expect((await other.scan(await codeOf(phone, voucherId))).body.outcome).toBe('redeemed')
  })
})

describe('an institution whose people guessed two hundred proofs in a day', () => {
  it('takes no phone codes till they are a day old, whoever of them guessed; online codes go on', async () => {
    const { sql } = world.platform.deps
    const guessing = await openTestMall(world)
    const rogue = await openTill(world, guessing)
    const memberId = decodeId('mem', rogue.cashier.memberId) ?? ''
    const missed = (proofs: number, secondsAgo: number) => sql`
      INSERT INTO till_miss (member_id, institution_id, voucher_id, missed_at)
      SELECT member_id, institution_id, gen_random_uuid(), ${world.clock.now()}::timestamptz - make_interval(secs => ${secondsAgo})
      FROM institution_member, generate_series(1, ${proofs}) WHERE member_id = ${memberId}`
    await missed(200, 24 * 3600)
    await missed(199, 3600)
    await guessing.owner.send('DELETE', `/v1/institution/members/${rogue.cashier.memberId}`)
    const honest = await openTill(world, guessing)
    const shown = async () => {
      const { phone, voucherId } = await withVoucher(world, guessing)
      const { body } = await showCode(phone, voucherId)
      const key = body.phoneKey as { voucherNo: string; secret: string }
      return { digits: body.digits as string, phoneCode: () => phoneCodeAt(key, world.clock.now()), key }
    }
    expect((await honest.scan((await shown()).phoneCode())).body.outcome).toBe('redeemed')
    const { digits, phoneCode, key } = await shown()
    const forged = { ...key, secret: randomBytes(16).toString('base64url') }
    expect((await honest.scan(phoneCodeAt(forged, world.clock.now()))).body.outcome).toBe('codeUnknown')
    expect((await honest.scan(phoneCode())).body.outcome).toBe('codeUnknown')
    expect((await honest.scan(digits)).body.outcome).toBe('redeemed')
    const { phone, voucherId } = await withVoucher(world, mall)
    const elsewhere = (await showCode(phone, voucherId)).body.phoneKey as {
      voucherNo: string
      secret: string
    }
    expect((await till.scan(phoneCodeAt(elsewhere, world.clock.now()))).body.outcome).toBe('redeemed')
  })
})

describe('a clock that is behind the one by which a voucher was taken', () => {
  it('takes it back at the moment it was taken', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const back = world.clock.now()
    world.clock.advanceSeconds(3)
    const redeemedAt = world.clock.now().toISOString()
    await till.scan(await codeOf(phone, voucherId))
    world.clock.set(back.toISOString())
    expect((await till.undo(voucherId)).body).toMatchObject({ redeemedAt, undoneAt: redeemedAt })
    world.clock.advanceSeconds(3)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a voucher whose phone codes are closed', () => {
  it('opens again ten minutes after the wrong proofs, whatever is tried meanwhile', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const { phoneKey } = (await showCode(phone, voucherId)).body as {
      phoneKey: { voucherNo: string; secret: string }
    }
    const forged = { ...phoneKey, secret: randomBytes(16).toString('base64url') }
    for (let i = 0; i < 5; i += 1) await till.scan(phoneCodeAt(forged, world.clock.now()))
    for (let i = 0; i < 2; i += 1) {
      world.clock.advanceSeconds(290)
      expect((await till.scan(phoneCodeAt(phoneKey, world.clock.now()))).body.outcome).toBe('codeUnknown')
    }
    world.clock.advanceSeconds(21)
    expect((await till.scan(phoneCodeAt(phoneKey, world.clock.now()))).body.outcome).toBe('redeemed')
  })
})

describe('a cashier who is dismissed', () => {
  it('leaves an audit without a fault, though the clock by which she scanned was ahead', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const { cashier, scan } = await openTill(world, mall)
    const back = world.clock.now()
    world.clock.advanceSeconds(3)
    expect((await scan(await codeOf(phone, voucherId))).body.outcome).toBe('redeemed')
    world.clock.set(back.toISOString())
    const dismissed = await mall.owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`)
    expect(dismissed.status).toBe(204)
    world.clock.advanceSeconds(3)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a cashier who is dismissed while her scan is under way', () => {
  it('redeems nothing', async () => {
    const { sql } = world.platform.deps
    const { phone, voucherId } = await withVoucher(world, mall)
    const code = await codeOf(phone, voucherId)
    const { cashier, scan } = await openTill(world, mall)
    const answers = await sql.begin(async (log) => {
      await log`SELECT FROM audit_head FOR UPDATE`
      const dismissal = mall.owner.send('DELETE', `/v1/institution/members/${cashier.memberId}`)
      await untilWaiting(sql)
      const underWay = scan(code)
      await untilWaiting(sql, 2)
      return { dismissal, underWay }
    })
    expect((await answers.dismissal).status).toBe(204)
    expect((await answers.underWay).body.code).toBe('till.unknown')
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('issued')
  })
})

describe('taking a redemption back', () => {
  it('returns points, money and goods once, and the voucher stays dead', async () => {
    const { phone, voucherId, goodsId } = await withVoucher(world, mall)
    const code = await codeOf(phone, voucherId)
    await till.scan(code)
    const colleague = await openTill(world, mall)
    const answers = await Promise.all([colleague.undo(voucherId), till.undo(voucherId), till.undo(voucherId)])
    expect(new Set(answers.map(({ body }) => body.undoneAt as string)).size).toBe(1)
    expect(await points(phone)).toMatchObject({ points: 2000, heldPoints: 0 })
    const hers = (await phone.get(`/v1/me/vouchers/${voucherId}`)).body
    expect(hers).toMatchObject({ state: 'refunded', shop: null, isUndone: true })
    // However many tills took it back, she is told once.
    expect(await titles(phone)).toEqual(['有一次用券撤销了，积分已退回'])
    expect((await showCode(phone, voucherId)).body.code).toBe('voucher.not-usable')
    expect((await till.scan(code)).body.outcome).toBe('notUsable')
    const own = (await mall.owner.get('/v1/institution/goods')).body.items as {
      goodsId: string
      stockLeft: number
    }[]
    expect(own.find((goods) => goods.goodsId === goodsId)).toMatchObject({
      stockLeft: 100,
      budgetLeftFen: 1_000_000,
    })
    expect(await mallFaults(world)).toEqual([])
  })

  it('is too late after ten minutes, and no other shop’s to do', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    await till.scan(await codeOf(phone, voucherId))
    const elsewhere = await openTill(world, mall, await openTestShop(mall.owner, '四号店'))
    expect((await elsewhere.undo(voucherId)).status).toBe(404)
    world.clock.advanceSeconds(601)
    const late = await till.undo(voucherId)
    expect([late.status, late.body.code]).toEqual([409, 'redemption.undo-too-late'])
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body).toMatchObject({
      state: 'redeemed',
      isUndone: false,
    })
    expect(await titles(phone)).toEqual([])
  })

  it('of a closed account gives what came back to the public pool the next day, however often it happens', async () => {
    const { sql, jobs } = world.platform.deps
    const goodsId = await listed(mall)
    const { phone, accountId } = await spender(world)
    const taken = [await take(phone, goodsId), await take(phone, goodsId)]
    const voucherIds = taken.map(({ body }) => body.voucherId as string)
    for (const voucherId of voucherIds) await till.scan(await codeOf(phone, voucherId))
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })).status).toBe(200)
    for (const voucherId of voucherIds) expect((await till.undo(voucherId)).status).toBe(200)
    world.clock.advanceSeconds(24 * 3600)
    await jobs.runNow('points.expire-lots')
    const left = await sql`SELECT FROM ledger_account WHERE owner_id = ${accountId} AND balance <> 0`
    expect(left).toHaveLength(0)
    const lots = await sql`
      SELECT FROM points_lot JOIN ledger_account USING (ledger_account_id) WHERE account_id = ${accountId} AND balance <> 0`
    expect(lots).toHaveLength(0)
    expect(await mallFaults(world)).toEqual([])
  })
})

describe('a till', () => {
  it('is one device in one shop of its member; its key is registered once', async () => {
    const key = randomBytes(32)
    const cashier = await invited(world, mall.owner, 'cashier', [mall.shopId])
    const first = await registerTill(cashier, mall.shopId, key)
    expect((await registerTill(cashier, mall.shopId, key)).body).toEqual(first.body)
    const other = await invited(world, mall.owner, 'cashier', [mall.shopId])
    expect((await registerTill(other, mall.shopId, key)).body.code).toBe('till.key-reused')
    const elsewhere = await openTestShop(mall.owner, '五号店')
    expect((await registerTill(cashier, elsewhere)).status).toBe(404)
    expect((await registerTill(mall.owner, elsewhere)).status).toBe(201)
    const proofless = await registerTill(cashier, mall.shopId, Buffer.alloc(32))
    expect([proofless.status, proofless.body.where]).toEqual([400, '/body/publicKey'])
  })

  it('of another member does not open for anybody else', async () => {
    const other = await invited(world, mall.owner, 'manager')
    const answer = await other.send('POST', `/v1/tills/${till.tillId}/snapshots`)
    expect([answer.status, answer.body.code]).toEqual([403, 'till.unknown'])
  })

  it('ends with its member, also for the voucher just shown, and with its shop', async () => {
    const { phone, voucherId } = await withVoucher(world, mall)
    const code = await codeOf(phone, voucherId)
    await mall.owner.send('DELETE', `/v1/institution/members/${till.cashier.memberId}`)
    expect((await till.scan(code)).status).toBe(401)
    const tillId = decodeId('til', till.tillId) ?? null
    const [row] = await world.platform.deps.sql`SELECT revoked_at FROM till WHERE till_id = ${tillId}`
    expect(row?.['revoked_at']).toEqual(world.clock.now())
    const shopId = await openTestShop(mall.owner, '六号店')
    const closing = await openTill(world, mall, shopId)
    await mall.owner.send('POST', `/v1/institution/shops/${shopId}/closure`)
    const closed = await closing.cashier.send('POST', `/v1/tills/${closing.tillId}/snapshots`)
    expect(closed.body.code).toBe('till.unknown')
  })
})

describe('turning collected points back', () => {
  const turnBack = (key: string = randomUUID()) =>
    mall.owner.send('POST', '/v1/institution/turn-backs', undefined, { 'idempotency-key': key })

  it('ends their undoing, also where our clock was set back since', async () => {
    while ((await turnBack()).status === 201) continue
    const { phone, voucherId } = await withVoucher(world, mall)
    await till.scan(await codeOf(phone, voucherId))
    const redeemedAt = world.clock.now()
    world.clock.advanceSeconds(601)
    expect((await turnBack()).status).toBe(201)
    world.clock.set(new Date(redeemedAt.getTime() + 60_000).toISOString())
    const undone = await till.undo(voucherId)
    expect([undone.status, undone.body.code]).toEqual([409, 'redemption.undo-too-late'])
    expect((await phone.get(`/v1/me/vouchers/${voucherId}`)).body.state).toBe('redeemed')
    expect((await phone.get('/v1/me/messages')).body.items).toEqual([])
    world.clock.advanceSeconds(541)
    expect(await mallFaults(world)).toEqual([])
  })

  it('gives the mall operator the very reductions behind them, once their undo window is over', async () => {
    while ((await turnBack()).status === 201) continue
    world.clock.advanceSeconds(700)
    mall = await atWork(world, mall)
    while ((await turnBack()).status === 201) continue
    till = await openTill(world, mall)
    const [one, two, three] = [
      await withVoucher(world, mall),
      await withVoucher(world, mall),
      await withVoucher(world, mall),
    ]
    for (const { phone, voucherId } of [one, two, three]) await till.scan(await codeOf(phone, voucherId))
    await till.undo(three.voucherId)
    const early = await turnBack()
    expect([early.status, early.body.code]).toEqual([409, 'turn-back.nothing-to-turn'])
    world.clock.advanceSeconds(601)
    const key = randomUUID()
    const answers = await Promise.all([turnBack(key), turnBack(key)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(answers[0]?.body).toEqual(answers[1]?.body)
    const {
      points: turned,
      vouchers,
      serials,
    } = answers[0]?.body as {
      points: number
      vouchers: number
      serials: { from: string; to: string }[]
    }
    expect([turned, vouchers]).toEqual([1000, 2])
    expect(serials.reduce((sum, { from, to }) => sum + BigInt(to) - BigInt(from) + 1n, 0n)).toBe(1_000_000n)
    const [row] = await world.platform.deps.sql<{ milligrams: bigint }[]>`
      SELECT sum(serial_to - serial_from + 1)::bigint AS milligrams FROM serial_block
      WHERE book = 'holding' AND owner_id IN (SELECT institution_id FROM institution)`
    expect(row?.milligrams).toBeGreaterThanOrEqual(1_000_000n)
    expect((await turnBack()).body.code).toBe('turn-back.nothing-to-turn')
    expect(await mallFaults(world)).toEqual([])
  }, 60_000)

  it('is for mall operators', async () => {
    const merchant = await ownerOf(world, await registerTestInstitution(world, 'merchant'))
    const answer = await merchant.send('POST', '/v1/institution/turn-backs', undefined, {
      'idempotency-key': randomUUID(),
    })
    expect(answer.body.code).toBe('institution.not-mall-operator')
  })
})

describe('the audit', () => {
  it('names a redemption, a budget and a turn-back that somebody changed behind its back', async () => {
    const { sql } = world.platform.deps
    const { phone, voucherId } = await withVoucher(world, mall)
    await till.scan(await codeOf(phone, voucherId))
    expect(await mallFaults(world)).toEqual([])
    await sql`
      UPDATE redemption SET redeemed_at = redeemed_at + interval '1 second' WHERE voucher_id = ${decodeId('vch', voucherId) ?? null}`
    await sql`UPDATE redemption SET turn_back_id = NULL WHERE turn_back_id IS NOT NULL`
    const found = (await mallFaults(world)).map((fault) =>
      /^(\w+) \S+ (?:book=[a-z-]+ )?(.*?):/.exec(fault)?.slice(1).join(': '),
    )
    expect([...new Set(found)].sort()).toEqual([
      'ledger_account: milligrams behind her points',
      'ledger_account: points collected, money owed, budget left',
      'redemption: its voucher',
      'redemption: points-collected',
      'redemption: redemption',
      'turn_back: vouchers, points, milligrams and serials',
    ])
  })
})
