import { accountIdOf, phoneCard, type Phone } from '#test/harness/resident-world'

import { newNumber, openFeedCity, type FeedCity, type Operator } from './feed-city'

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

const cardOf = async (phone: Phone, number = newNumber()): Promise<string> => {
  expect((await phone.link([phoneCard(number)])).status).toBe(200)
  return number
}
/** Where the feed ends now. */
const endOf = async (operator: Operator): Promise<string> => {
  let page = await operator.feed()
  while (page.isMore) page = await operator.feed(page.cursor)
  return page.cursor
}
const consented = async (scene = 'metro', operatorId = 'sptcc') => {
  const phone = await city.somebody()
  const number = await cardOf(phone)
  await phone.send('PUT', `/v1/me/consents/${scene}/${operatorId}`)
  return { phone, number }
}
const unlink = async (phone: Phone): Promise<void> => {
  for (const { instrumentId } of (await phone.get('/v1/me/instruments')).body.items as {
    instrumentId: string
  }[])
    await phone.send('DELETE', `/v1/me/instruments/${instrumentId}`)
}

describe('a consented instrument', () => {
  it('is told by its number, once its resident has linked it and consented', async () => {
    const after = await endOf(sptcc)
    const phone = await city.somebody()
    const number = await cardOf(phone)
    expect((await sptcc.feed(after)).items).toEqual([])
    city.world.clock.advanceSeconds(90)
    await phone.send('PUT', METRO)
    const page = await sptcc.feed(after)
    const told = {
      consentId: expect.stringMatching(/^cns_/),
      kind: 'granted',
      sceneId: 'metro',
      subject: { scheme: 'sptcc-card', value: number },
      from: new Date(Math.ceil(city.world.clock.now().getTime() / 60_000) * 60_000).toISOString(),
      until: null,
      deleteOrderId: null,
    }
    expect(page.items).toEqual([told])
    expect(page).toMatchObject({ isMore: false, openDeleteOrders: 0 })
    expect((await sptcc.feed(page.cursor)).items).toEqual([])
  })

  it('comes with nothing that leads to its resident or joins her two cards', async () => {
    const after = await endOf(sptcc)
    const phone = await city.somebody()
    await cardOf(phone)
    await cardOf(phone)
    await phone.send('PUT', METRO)
    const { items } = await sptcc.feed(after)
    expect(items).toHaveLength(2)
    const rows = await city.world.platform.deps.sql<{ account_id: string; instrument_id: string }[]>`
      SELECT account_id, instrument_id FROM instrument_link WHERE account_id = ${await accountIdOf(city.world, phone)}`
    const said = JSON.stringify(items)
    for (const row of rows) for (const id of Object.values(row)) expect(said).not.toContain(id)
    // What both have in common, anybody's of that minute has.
    expect(items[0]?.consentId).not.toBe(items[1]?.consentId)
    expect(items.every(({ from }) => from.endsWith(':00.000Z'))).toBe(true)
  })

  it('is told to the operator consented to, in that scene, and only where the number is its own', async () => {
    const ends = { sptcc: await endOf(sptcc), metroApp: await endOf(metroApp) }
    const phone = await city.somebody()
    const [card, code] = [newNumber(), `MC${newNumber()}`]
    const ride = { kind: 'rideCode' as const, issuerZh: 'i', issuerEn: 'i' }
    await phone.link([phoneCard(card), { ...ride, scheme: 'metro-code', value: code }])
    await phone.send('PUT', METRO)
    expect((await sptcc.feed(ends.sptcc)).items.map(({ subject }) => subject?.value)).toEqual([card])
    expect((await metroApp.feed(ends.metroApp)).items).toEqual([])
    await phone.send('PUT', '/v1/me/consents/metro/metro-app')
    expect((await metroApp.feed(ends.metroApp)).items.map(({ subject }) => subject?.value)).toEqual([code])
    await phone.send('PUT', '/v1/me/consents/bus/sptcc')
    const { items } = await sptcc.feed(ends.sptcc)
    expect(items.map(({ sceneId, subject }) => [sceneId, subject?.value])).toEqual([
      ['metro', card],
      ['bus', card],
    ])
  })

  it('of two companies that share a scheme is told to whom it belongs', async () => {
    const phone = await city.somebody()
    const account = { kind: 'bikeAccount' as const, issuerZh: 'i', issuerEn: 'i', scheme: 'bike-user' }
    await phone.link([{ ...account, value: 'blue:77001' }])
    await phone.send('PUT', '/v1/me/consents/bike/bike-blue')
    await phone.send('PUT', '/v1/me/consents/bike/bike-green')
    expect((await city.operators['bike-green']!.feed()).items).toEqual([])
    expect((await city.operators['bike-blue']!.feed()).items).toMatchObject([
      { subject: { scheme: 'bike-user', value: 'blue:77001' } },
    ])
  })
})

describe('an ending', () => {
  it('is an order at once, before the feed has come to it, and stands before grants in its page', async () => {
    const before = await endOf(sptcc)
    const first = await consented()
    const after = await endOf(sptcc)
    const second = await consented()
    await first.phone.send('DELETE', METRO)
    const { items: orders } = await sptcc.orders()
    const order = orders.find(({ subject }) => subject.value === first.number)
    expect(order).toMatchObject({ sceneId: 'metro', subject: { scheme: 'sptcc-card' } })
    expect(Date.parse(order!.dueAt) - Date.parse(order!.until)).toBe(72 * 3_600_000)
    const { items, openDeleteOrders } = await sptcc.feed(after)
    expect(items.map(({ kind, subject }) => [kind, subject?.value])).toEqual([
      ['ended', first.number],
      ['granted', second.number],
    ])
    expect(items[0]).toMatchObject({ deleteOrderId: order?.deleteOrderId, consentId: order?.consentId })
    expect(openDeleteOrders).toBe(orders.length)
    const again = (await sptcc.feed(before)).items
    expect(again.map(({ kind, consentId }) => [kind, consentId])).toContainEqual(['ended', order?.consentId])
    expect(again.map(({ kind, consentId }) => [kind, consentId])).not.toContainEqual([
      'granted',
      order?.consentId,
    ])
  })

  it('of what was never told is not told either', async () => {
    const after = await endOf(sptcc)
    const { waiting } = await sptcc.orders()
    const { phone, number } = await consented()
    await phone.send('DELETE', METRO)
    expect((await sptcc.feed(after)).items).toEqual([])
    expect((await sptcc.orders()).waiting).toBe(waiting)
    await phone.send('PUT', METRO)
    expect((await sptcc.feed(after)).items).toMatchObject([{ kind: 'granted', subject: { value: number } }])
  })

  it('is followed by another consent under another id when she consents again', async () => {
    const { phone, number } = await consented()
    const after = await endOf(sptcc)
    await phone.send('DELETE', METRO)
    await phone.send('PUT', METRO)
    const { items } = await sptcc.feed(after)
    expect(items.map(({ kind, subject }) => [kind, subject?.value])).toEqual([
      ['ended', number],
      ['granted', number],
    ])
    expect(items[0]?.consentId).not.toBe(items[1]?.consentId)
  })

  it('comes by unlinking, and by linking anew a new consent', async () => {
    const { phone, number } = await consented()
    const after = await endOf(sptcc)
    await unlink(phone)
    const { items, cursor } = await sptcc.feed(after)
    expect(items).toMatchObject([{ kind: 'ended', subject: { value: number } }])
    await cardOf(phone, number)
    expect((await sptcc.feed(cursor)).items).toMatchObject([{ kind: 'granted', subject: { value: number } }])
  })

  it('comes with a move to another account, and says nothing of whose it was and is', async () => {
    const { phone, number } = await consented()
    const buyer = await city.somebody()
    await buyer.send('PUT', METRO)
    const after = await endOf(sptcc)
    const statement = await city.world.suishenban.statementFor(buyer.person, [phoneCard(number)], {
      issuedAt: city.world.clock.now(),
    })
    expect((await buyer.send('POST', '/v1/me/instruments/claims', { statement })).status).toBe(200)
    const { items } = await sptcc.feed(after)
    const [ended, granted] = items
    expect(items.map(({ kind, subject }) => [kind, subject?.value])).toEqual([
      ['ended', number],
      ['granted', number],
    ])
    expect(ended?.consentId).not.toBe(granted?.consentId)
    expect(Object.keys(granted ?? {})).toEqual(Object.keys(ended ?? {}))
    expect(await phone.get('/v1/me')).toMatchObject({ status: 200 })
  })

  it('comes with a closed account, with the number the card no longer has, until it is receipted', async () => {
    const { sql } = city.world.platform.deps
    const { phone, number } = await consented()
    await endOf(sptcc)
    const accountId = await accountIdOf(city.world, phone)
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'publicPool' })).status).toBe(200)
    const order = (await sptcc.orders()).items.find(({ subject }) => subject.value === number)!
    const [kept] = await sql<{ sealed: Buffer }[]>`
      SELECT number_sealed AS sealed FROM instrument JOIN instrument_link USING (instrument_id) WHERE account_id = ${accountId}`
    expect(kept?.sealed).toHaveLength(0)
    const deletedAt = city.world.clock.now().toISOString()
    const path = `/delete-orders/${order.deleteOrderId}/receipt`
    expect((await sptcc.ask('POST', path, { deletedRecords: 3, deletedAt })).status).toBe(200)
    const left = await sql`
      SELECT 1 FROM instrument_consent WHERE account_id = ${accountId} AND number_sealed IS NOT NULL`
    expect(left).toHaveLength(0)
    const { items } = await sptcc.feed('0', 1000)
    expect(items.find(({ deleteOrderId }) => deleteOrderId === order.deleteOrderId)?.subject).toBeNull()
  })

  it('comes when a guardian takes back what she allowed a child', async () => {
    const guardian = await city.somebody()
    const ward = {
      ...{ subject: 'ward-at-host', personId: 'SIM800000000000001', birthDate: '2015-01-01' },
      guardians: [guardian.person.personId ?? ''],
    }
    const visiting = await city.world.signIn({ ...guardian.person, ...ward })
    const { code } = (await visiting.send('POST', '/v1/me/guardian-codes')).body
    const { guardianshipId } = (await guardian.send('POST', '/v1/me/guardianships', { code })).body
    const child = await city.world.resident({ ...guardian.person, ...ward })
    const after = await endOf(sptcc)
    const number = await cardOf(child)
    await child.send('PUT', METRO)
    const granted = await sptcc.feed(after)
    expect(granted.items).toMatchObject([{ kind: 'granted', subject: { value: number } }])
    await guardian.send('DELETE', `/v1/me/guardianships/${guardianshipId}`)
    expect((await sptcc.feed(granted.cursor)).items).toMatchObject([
      { kind: 'ended', subject: { value: number } },
    ])
  })
})

describe('who is stopped', () => {
  it('is not to be seen in the feed: a suspended account stays as consented as it is', async () => {
    const { sql } = city.world.platform.deps
    const { phone, number } = await consented()
    const after = await endOf(sptcc)
    const accountId = await accountIdOf(city.world, phone)
    await sql`UPDATE account SET suspended_at = ${city.world.clock.now()} WHERE account_id = ${accountId}`
    expect((await sptcc.feed(after)).items).toEqual([])
    expect((await phone.send('DELETE', METRO)).status).toBe(200)
    expect((await sptcc.feed(after)).items).toMatchObject([{ kind: 'ended', subject: { value: number } }])
  })

  it('is told nothing new as an operator, and still what to delete', async () => {
    const { sql } = city.world.platform.deps
    const { phone, number } = await consented()
    await endOf(sptcc)
    await sql`UPDATE operator SET suspended_at = ${city.world.clock.now()} WHERE operator_id = 'sptcc'`
    await phone.send('DELETE', METRO)
    const refused = await sptcc.ask('GET', '/consents')
    expect([refused.status, refused.body.code]).toEqual([403, 'operator.suspended'])
    expect((await sptcc.orders()).items.map(({ subject }) => subject.value)).toContain(number)
    await sql`UPDATE operator SET suspended_at = NULL WHERE operator_id = 'sptcc'`
  })
})

describe('a page', () => {
  it('holds as many as are asked for, and the pages together everything once', async () => {
    const after = await endOf(metroApp)
    const numbers: string[] = []
    for (let n = 0; n < 5; n += 1) {
      const phone = await city.somebody()
      const value = `MC${newNumber()}`
      numbers.push(value)
      await phone.link([{ scheme: 'metro-code', value, kind: 'rideCode', issuerZh: 'i', issuerEn: 'i' }])
      await phone.send('PUT', '/v1/me/consents/metro/metro-app')
    }
    const told: (string | undefined)[] = []
    let cursor = after
    for (let isMore = true; isMore;) {
      const page = await metroApp.feed(cursor, 2)
      expect(page.items.length).toBeLessThanOrEqual(2)
      told.push(...page.items.map(({ subject }) => subject?.value))
      ;({ cursor, isMore } = page)
    }
    expect(told.sort()).toEqual(numbers.sort())
  })

  it.each([
    ['after=x', '/query/after'],
    ['after=-1', '/query/after'],
    ['after=007', '/query/after'],
    ['after=999999999', '/query/after'],
    ['limit=0', '/query/limit'],
    ['limit=1001', '/query/limit'],
  ])('is refused for %s', async (query, where) => {
    const refused = await sptcc.ask('GET', `/consents?${query}`)
    expect([refused.status, refused.body.code, refused.body.where]).toEqual([400, 'request.invalid', where])
  })
})
