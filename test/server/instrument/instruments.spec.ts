import { setTimeout as sleep } from 'node:timers/promises'

import {
  bo,
  mei,
  phoneCard,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

let world: ResidentWorld
let phone: Phone
beforeAll(async () => {
  world = await startResidentWorld()
  phone = await world.resident(mei)
})
afterAll(() => world.close())

const card = phoneCard('3104990000008812')

const refusalOf = async (statement: string): Promise<string> =>
  (await phone.send('POST', '/v1/me/instruments', { statement })).body.code as string

describe('linking', () => {
  it('takes what the host attests, leaves plastic, keeps no number in the clear', async () => {
    const plastic = { ...phoneCard('U9900000017'), kind: 'plasticCard' } as const
    const linked = await phone.link([card, plastic])
    expect(linked.body.items.map(({ outcome }: { outcome: string }) => outcome).sort()).toEqual([
      'linked',
      'notAChannel',
    ])
    const list = await phone.get('/v1/me/instruments')
    expect(list.body.items).toHaveLength(1)
    expect(list.body.items[0]).toMatchObject({ maskedNumber: '****8812', proof: 'host', unlinkedAt: null })
    const rows = await world.platform.deps.sql<
      { text: string }[]
    >`SELECT instrument::text AS text FROM instrument`
    expect(rows.map(({ text }) => text).join() + world.platform.logText()).not.toContain('3104990000008812')
  })

  it('again changes nothing', async () => {
    const again = await phone.link([card])
    expect(again.body.items[0].outcome).toBe('alreadyYours')
  })

  it('finds a card another person owns, and two at once end with one owner', async () => {
    const other = await world.resident(bo)
    expect((await other.link([card])).body.items[0].outcome).toBe('ownedByAnother')
    const fresh = phoneCard('3104990000001111')
    const answers = await Promise.all([phone.link([fresh]), other.link([fresh])])
    expect(answers.map(({ body }) => body.items[0].outcome).sort()).toEqual(['linked', 'ownedByAnother'])
  })
})

describe("a host's signed list", () => {
  it('counts once', async () => {
    const statement = await world.suishenban.statementFor(mei, [card], { issuedAt: world.clock.now() })
    expect((await phone.send('POST', '/v1/me/instruments', { statement })).status).toBe(200)
    expect(await refusalOf(statement)).toBe('instrument.statement-refused')
  })

  it("is refused when it is another person's, another host's, stale, too long-lived or forged", async () => {
    const now = world.clock.now()
    const good = { issuedAt: now }
    const statements = await Promise.all([
      world.suishenban.statementFor(bo, [card], good),
      world.suishenban.statementFor(mei, [card], { ...good, issuer: 'wechat' }),
      world.suishenban.statementFor(mei, [card], { issuedAt: new Date(now.getTime() - 600_000) }),
      world.suishenban.statementFor(mei, [card], { ...good, ttlSeconds: 301 }),
      world.wechat.statementFor(mei, [card], { ...good, issuer: 'suishenban' }),
    ])
    const [head, , signature] = (await world.suishenban.statementFor(mei, [card], good)).split('.')
    const forged = Buffer.from(
      JSON.stringify({
        iss: 'suishenban',
        sub: mei.subject,
        iat: 0,
        exp: 9e9,
        jti: 'x'.repeat(9),
        cards: [card],
      }),
    )
    statements.push(`${head}.${forged.toString('base64url')}.${signature}`, 'no-statement-at-all-of-anybody')
    for (const statement of statements)
      expect(await refusalOf(statement)).toBe('instrument.statement-refused')
  })

  it('is read with the new key after the host rotated its keys', async () => {
    await world.suishenban.rotateKey()
    await sleep(2_100)
    expect((await phone.link([card])).status).toBe(200)
  })
})

describe('a second-hand card', () => {
  const sold = phoneCard('3104990000005521')

  it('moves by a claim, with its past staying where it was', async () => {
    const buyer = await world.resident(bo)
    await phone.link([sold])
    world.clock.advanceSeconds(3600)
    const statement = await world.suishenban.statementFor(bo, [sold], { issuedAt: world.clock.now() })
    const claimed = await buyer.send('POST', '/v1/me/instruments/claims', { statement })
    expect(claimed.body.items[0].outcome).toBe('linked')
    const hers = (await phone.get('/v1/me/instruments')).body.items.find(
      ({ maskedNumber }: { maskedNumber: string }) => maskedNumber === '****5521',
    )
    expect(hers.unlinkedAt).toBe(world.clock.now().toISOString())
  })

  it('rests a day before it can be claimed back', async () => {
    const claim = async () =>
      phone.send('POST', '/v1/me/instruments/claims', {
        statement: await world.suishenban.statementFor(mei, [sold], { issuedAt: world.clock.now() }),
      })
    expect((await claim()).body.code).toBe('instrument.owned-by-another')
    world.clock.advanceSeconds(86_400)
    expect((await claim()).body.items[0].outcome).toBe('linked')
  })

  it('of plastic is not claimed', async () => {
    const statement = await world.suishenban.statementFor(mei, [{ ...sold, kind: 'plasticCard' }], {
      issuedAt: world.clock.now(),
    })
    const answer = await phone.send('POST', '/v1/me/instruments/claims', { statement })
    expect(answer.body.code).toBe('instrument.not-a-channel')
  })
})

describe('unlinking', () => {
  it('ends the link at once and is harmless twice', async () => {
    const { instrumentId } = (await phone.get('/v1/me/instruments')).body.items[0]
    expect((await phone.send('DELETE', `/v1/me/instruments/${instrumentId}`)).status).toBe(204)
    expect((await phone.send('DELETE', `/v1/me/instruments/${instrumentId}`)).status).toBe(204)
  })

  it("does not know another's card", async () => {
    const other = await world.resident({ ...bo, subject: 'third', personId: 'SIM000000000000777' })
    const { instrumentId } = (await phone.get('/v1/me/instruments')).body.items[0]
    expect((await other.send('DELETE', `/v1/me/instruments/${instrumentId}`)).body.code).toBe(
      'request.not-found',
    )
  })
})
