import { refuse, type Conversion, type ConversionRequest, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { encodeId } from '#domain/id'
import type { Take } from '#domain/issuance'
import { grams } from '#domain/measure'
import { decideConversion, pointsOfGrams } from '#domain/points'
import { holdDecidedAccount, holdGivingAccount } from '#server/identity/index'
import {
  firstSerials,
  lockHoldings,
  moveSerials,
  postTransfers,
  serialsOfHolding,
  type LockedHolding,
} from '#server/ledger/index'
import { inTransaction, newId, type Dependencies, type Transaction } from '#server/platform/index'

import { permittedClasses } from './class-uses'
import { openMonthlyLot, type OpenLot } from './open-lot'

interface Asked {
  readonly accountId: string
  readonly grams: ConversionRequest['grams']
  /** Makes a retry find the first answer. */
  readonly requestKey: string
}

/**
 * Converts whole grams of issued reductions to points, 1 g = 1 point, in one atomic pair: milligrams to her points' backing, points
 * from the issuer; the serials go along. What is less than a gram stays a reduction. Refuses what `holdDecidedAccount` and `holdGivingAccount` do,
 * `points.not-enough-grams`, `use.not-permitted-by-class`, `request.key-reused`.
 */
export const convertGrams = (deps: Dependencies, asked: Asked): Promise<Conversion | Refusal> =>
  inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const closed = await holdDecidedAccount(transaction, asked.accountId)
    if (closed) return closed
    // Locked first, so that a retry that runs beside the first try waits for its answer.
    const holdings = await lockHoldings(transaction, asked.accountId)
    const earlier = await findConversion(transaction, asked)
    if (earlier) return earlier
    const now = deps.clock.now()
    const stopped = await holdGivingAccount(transaction, asked.accountId, now)
    if (stopped) return stopped
    const isPermitted = await permittedClasses(transaction, 'points', cityDayOf(now))
    const takes = decideConversion(holdings, grams(asked.grams), isPermitted)
    if (typeof takes === 'string') return refuse(takes, '/body/grams')
    const lot = await openMonthlyLot(transaction, asked.accountId, now)
    const conversionId = newId(deps.clock)
    await transaction`
      INSERT INTO conversion (conversion_id, account_id, lot_id, grams, converted_at, request_key)
      VALUES (${conversionId}, ${asked.accountId}, ${lot.lotId}, ${asked.grams}, ${now}, ${asked.requestKey})`
    await post(transaction, { ...asked, conversionId, takes, lot, now })
    return onWire({ conversionId, grams: asked.grams, convertedAt: now, expiresAt: lot.expiresAt })
  })

const findConversion = async (
  sql: Transaction,
  { accountId, grams: asked, requestKey }: Asked,
): Promise<Conversion | Refusal | undefined> => {
  const [row] = await sql<{ conversion_id: string; grams: bigint; converted_at: Date; expires_at: Date }[]>`
    SELECT conversion_id, grams, converted_at, expires_at FROM conversion JOIN points_lot USING (lot_id)
    WHERE conversion.account_id = ${accountId} AND request_key = ${requestKey}`
  if (row === undefined) return undefined
  if (Number(row.grams) !== asked) return refuse('request.key-reused')
  const { conversion_id: conversionId, converted_at: convertedAt, expires_at: expiresAt } = row
  return onWire({ conversionId, grams: asked, convertedAt, expiresAt })
}

interface Posted extends Asked {
  readonly conversionId: string
  readonly takes: readonly Take<LockedHolding>[]
  readonly lot: OpenLot
  readonly now: Date
}

/**
 * Her own books, the serials that go along, and the points last: every conversion of the city takes them from one issuer, who is locked
 * until the end.
 */
const post = async (sql: Transaction, posted: Posted): Promise<void> => {
  const { accountId, conversionId, takes, lot, now } = posted
  const [ids] = await sql<{ grant: string; issuer: string; backings: string[]; transfers: string[] }[]>`
    SELECT derived_uuid(${conversionId}::uuid, 'grant') AS grant,
      ledger_account_key(scheme_owner(), 'points-issuer', 'point', NULL, NULL) AS issuer,
      array_agg(ledger_open(${accountId}::uuid, 'points-backing', 'resident', 'mgCO2e', (month || '-01')::date, class) ORDER BY n) AS backings,
      array_agg(derived_uuid(${conversionId}::uuid, 'backing/' || month || '/' || class) ORDER BY n) AS transfers
    FROM unnest(${takes.map(({ holding }) => holding.cityMonth)}::text[],
      ${takes.map(({ holding }) => holding.methodologyClass)}::text[]) WITH ORDINALITY AS take (month, class, n)`
  if (ids === undefined) throw new Error('an aggregate returned no row')
  const of = { causeId: conversionId, occurredAt: now }
  const moved = takes.map(({ holding, taken }, index) => ({
    transferId: idAt(ids.transfers, index),
    from: holding.ledgerAccountId,
    to: idAt(ids.backings, index),
    unit: 'mgCO2e' as const,
    amount: BigInt(taken),
    kind: 'points-backing',
    ...of,
  }))
  const points = BigInt(pointsOfGrams(grams(posted.grams)))
  const granted = {
    transferId: ids.grant,
    from: ids.issuer,
    to: lot.ledgerAccountId,
    kind: 'points-granted',
    ...of,
  }
  await postTransfers(sql, moved)
  for (const [index, { holding, taken }] of takes.entries()) {
    const serials = await serialsOfHolding(sql, { ...holding, ownerId: accountId })
    await moveSerials(sql, {
      transferId: idAt(ids.transfers, index),
      from: { ownerId: accountId, book: 'holding' },
      to: { ownerId: accountId, book: 'points-backing' },
      serials: firstSerials(serials, BigInt(taken)),
      movedAt: now,
    })
  }
  await postTransfers(sql, [{ ...granted, unit: 'point', amount: points }])
}

const idAt = (ids: readonly string[], index: number): string => {
  const id = ids[index]
  if (id === undefined) throw new Error('one id a take')
  return id
}

const onWire = (made: {
  conversionId: string
  grams: number
  convertedAt: Date
  expiresAt: Date
}): Conversion => ({
  conversionId: encodeId('cnv', made.conversionId),
  grams: made.grams,
  points: pointsOfGrams(grams(made.grams)),
  convertedAt: made.convertedAt.toISOString(),
  expiresAt: made.expiresAt.toISOString(),
})
