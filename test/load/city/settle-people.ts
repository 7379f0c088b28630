import { randomBytes, randomUUID } from 'node:crypto'

import { riderInstruments, type Subject } from '#mock/operators/index'
import type { Dependencies } from '#server/platform/index'

const PEOPLE_A_STATEMENT = 5_000
const DAY_MILLISECONDS = 86_400_000

/** Scene and operator a resident of the bench consents to. */
const CONSENTS = [
  ['metro', 'sptcc'],
  ['metro', 'metro-app'],
  ['bus', 'sptcc'],
  ['bus', 'bus-group'],
  ['bike', 'bike-blue'],
  ['bike', 'bike-green'],
] as const

type Parts = Pick<Dependencies, 'sql' | 'crypto' | 'clock'>

/**
 * Settles the riders numbered from 0 – an account each, what she rides with, and her consent to everybody she rides with – and lets the
 * database look at what it has.
 */
export const settlePeople = async (parts: Parts, people: number): Promise<void> => {
  for (let from = 0; from < people; from += PEOPLE_A_STATEMENT) {
    const riders = Array.from({ length: Math.min(PEOPLE_A_STATEMENT, people - from) }, (_, n) => from + n)
    await settleSome(parts, riders)
  }
  await parts.sql`VACUUM ANALYZE`
}

const settleSome = async ({ sql, crypto, clock }: Parts, riders: readonly number[]): Promise<void> => {
  const since = new Date(clock.now().getTime() - 30 * DAY_MILLISECONDS)
  const [notice] = await sql<{ version: string }[]>`SELECT version FROM notice LIMIT 1`
  const accounts = riders.map(() => randomUUID())
  const held = riders.flatMap((rider, n) =>
    heldBy(rider).map((subject) => ({ account: accounts[n]!, instrument: randomUUID(), subject })),
  )
  const blinds = held.map(({ subject: { scheme, value } }) =>
    crypto.blindIndex('instrument', `${scheme}\n${value}`).toString('hex'),
  )
  await sql`
    INSERT INTO account (account_id, person_index, person_sealed, notice_version, proof, opened_at)
    SELECT id, decode(replace(id::text, '-', ''), 'hex'), '\\x01', ${notice!.version}, 'host', ${since}
    FROM unnest(${accounts}::uuid[]) AS id`
  await sql`
    INSERT INTO instrument (instrument_id, blind_index, scheme, kind, issuer_zh, issuer_en, number_sealed, number_tail)
    SELECT id, blind, scheme, 'phoneCard', 'i', 'i', ${randomBytes(60)}, '0000'
    FROM unnest(${held.map(({ instrument }) => instrument)}::uuid[], ${blinds}::text[]::uuid[],
      ${held.map(({ subject }) => subject.scheme)}::text[]) AS card (id, blind, scheme)`
  await sql`
    INSERT INTO instrument_link (instrument_id, account_id, linked_at, proof)
    SELECT instrument, account, ${since}, 'host'
    FROM unnest(${held.map(({ instrument }) => instrument)}::uuid[], ${held.map(({ account }) => account)}::uuid[])
      AS link (instrument, account)`
  await sql`
    INSERT INTO consent (account_id, scene_no, operator_no, granted_at, notice_version)
    SELECT account, scene_no, operator_no, ${since}, ${notice!.version}
    FROM unnest(${accounts}::uuid[]) AS account
    CROSS JOIN unnest(${CONSENTS.map(([scene]) => scene)}::text[], ${CONSENTS.map(([, operator]) => operator)}::text[])
      AS agreed (scene_id, operator_id)
    JOIN scene USING (scene_id) JOIN operator USING (operator_id)`
}

/** What the rider of this number really shows at gates; nobody holds a bus code who rides by card. */
const heldBy = (rider: number): readonly Subject[] => {
  const { card, metroCode, busCode, bikeBlue, bikeGreen } = riderInstruments(rider)
  const isCardRider = rider % 5 < 3
  return [card, metroCode, bikeBlue, bikeGreen, ...(isCardRider ? [] : [busCode])]
}
