import { setTimeout as sleep } from 'node:timers/promises'

import { accountIdOf, phoneCard } from '#test/harness/resident-world'
import { untilWaiting } from '#test/harness/index'

import { keepBook, newNumber, openFeedCity, type FeedCity, type Operator } from './feed-city'

const METRO = '/v1/me/consents/metro/sptcc'

let city: FeedCity
let sptcc: Operator
beforeAll(async () => {
  city = await openFeedCity()
  sptcc = city.operators['sptcc']!
}, 60_000)
afterAll(() => city.world.close())

const withCard = async () => {
  const phone = await city.somebody()
  const number = newNumber()
  await phone.link([phoneCard(number)])
  return { phone, number, accountId: await accountIdOf(city.world, phone) }
}

const openNumbers = async (): Promise<string[]> => {
  const { sql, crypto } = city.world.platform.deps
  const rows = await sql<{ instrument_id: string; number_sealed: Buffer }[]>`
    SELECT instrument_id, number_sealed FROM instrument_link JOIN instrument USING (instrument_id)
    JOIN consent USING (account_id) WHERE unlinked_at IS NULL AND withdrawn_at IS NULL`
  return rows
    .map(({ instrument_id: id, number_sealed: sealed }) =>
      crypto.open('instrument', sealed, id).toString('utf8'),
    )
    .sort()
}

it('a consent that began first and commits last is read by who has read what committed in between', async () => {
  const { sql } = city.world.platform.deps
  const [slow, quick] = [await withCard(), await withCard()]
  let commit = (): void => undefined
  const held = new Promise<void>((resolve) => (commit = resolve))
  let written = (): void => undefined
  const isWritten = new Promise<void>((resolve) => (written = resolve))
  const late = sql.begin(async (transaction) => {
    await transaction`
      INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
      SELECT ${slow.accountId}, scene_no, operator_no, ${city.world.clock.now()}, (SELECT max(version) FROM notice)
      FROM scene, operator WHERE scene_id = 'metro' AND operator_id = 'sptcc'`
    written()
    await held
  })
  await isWritten
  await quick.phone.send('PUT', METRO)
  const page = await sptcc.feed()
  expect(page.items.map(({ subject }) => subject?.value)).toEqual([quick.number])
  commit()
  await late
  expect((await sptcc.feed(page.cursor)).items.map(({ subject }) => subject?.value)).toEqual([slow.number])
})

it('a card linked and a consent given at the same moment meet, and are told', async () => {
  const { sql } = city.world.platform.deps
  const { phone, accountId } = await withCard()
  const [card] = await sql<{ instrument_id: string }[]>`
    SELECT instrument_id FROM instrument_link WHERE account_id = ${accountId}`
  const { instrumentId } = (await phone.get('/v1/me/instruments')).body.items[0] as { instrumentId: string }
  await phone.send('DELETE', `/v1/me/instruments/${instrumentId}`)
  const { cursor } = await sptcc.feed()
  city.world.clock.advanceSeconds(60)
  let commit = (): void => undefined
  const held = new Promise<void>((resolve) => (commit = resolve))
  const linking = sql.begin(async (transaction) => {
    await transaction`
      INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
      VALUES (${card?.instrument_id ?? ''}, ${accountId}, ${city.world.clock.now()}, 'host')`
    await held
  })
  await sleep(100)
  const granting = phone.send('PUT', METRO)
  await untilWaiting(sql)
  commit()
  await linking
  expect((await granting).status).toBe(200)
  expect((await sptcc.feed(cursor)).items).toMatchObject([{ kind: 'granted' }])
})

it('an operator that reads while everybody changes her mind ends with exactly what is consented', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, withCard))
  const [one, two] = [keepBook(), keepBook()]
  let isOver = false
  const reading = (async (): Promise<void> => {
    while (!isOver) await Promise.all([one.pull(sptcc, 3), two.pull(sptcc, 7)])
  })()
  await Promise.all(
    people.map(async ({ phone }, place) => {
      for (let round = 0; round < 6; round += 1) {
        await phone.send((round + place) % 3 === 2 ? 'DELETE' : 'PUT', METRO)
        city.world.clock.advanceSeconds(1)
      }
    }),
  )
  isOver = true
  await reading
  for (const book of [one, two]) {
    await book.pull(sptcc)
    expect(book.numbers()).toEqual(await openNumbers())
  }
  expect(one.at()).toBe(two.at())
  const { sql } = city.world.platform.deps
  const told = await sql<{ no: bigint }[]>`
    SELECT granted_no AS no FROM instrument_consent WHERE granted_no IS NOT NULL
    UNION ALL SELECT ended_no FROM instrument_consent WHERE ended_no IS NOT NULL`
  expect(new Set(told.map(({ no }) => no)).size).toBe(told.length)
}, 60_000)
