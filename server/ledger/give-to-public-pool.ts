import type { Transfer } from '#domain/ledger'
import { milligrams, sumMilligrams, type Milligrams } from '#domain/measure'

import type { Transaction } from '#server/platform/index'

import { lockHoldings, type LockedHolding } from './holdings'
import { postTransfers } from './post-transfers'
import { moveSerials, serialsOfHolding } from './serials'

/**
 * Gives everything an account still holds to the public pool, from which only cancellation leads out, and writes down which
 * serials went: one transfer a holding, caused by `causeId` (a closure). Returns the milligrams given; 0 when nothing is left,
 * also on a retry. Runs inside the caller's transaction.
 */
export const giveToPublicPool = async (
  sql: Transaction,
  given: { accountId: string; causeId: string; now: Date },
): Promise<Milligrams> => {
  const holdings = await lockHoldings(sql, given.accountId)
  const gifts: Gift[] = []
  for (const holding of holdings) gifts.push(await giftOf(sql, given, holding))
  // Last, because the pool is everybody's and stays locked until the end; serials move only by a transfer that is there.
  await postTransfers(
    sql,
    gifts.map(({ transfer }) => transfer),
  )
  for (const { move } of gifts) await moveSerials(sql, move)
  return milligrams(sumMilligrams(holdings.map(({ balance }) => balance)))
}

interface Gift {
  readonly transfer: Transfer
  readonly move: Parameters<typeof moveSerials>[1]
}

/** The transfer of a holding to the pool, and the serials that go with it. */
const giftOf = async (
  sql: Transaction,
  { accountId, causeId, now }: { accountId: string; causeId: string; now: Date },
  holding: LockedHolding,
): Promise<Gift> => {
  const [ids] = await sql<{ transfer_id: string; scheme: string; pool: string }[]>`
    SELECT derived_uuid(${causeId}::uuid, ${`to-public-pool/${holding.ledgerAccountId}`}) AS transfer_id,
      scheme_owner() AS scheme, ledger_account_key(scheme_owner(), 'public-pool', 'mgCO2e', NULL, NULL) AS pool`
  if (ids === undefined) throw new Error('a query without a table returned no row')
  const amount = BigInt(holding.balance)
  const serials = await serialsOfHolding(sql, { ...holding, ownerId: accountId })
  const left = serials.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n)
  if (left !== amount)
    throw new Error(`holding ${holding.ledgerAccountId} has ${left} serials behind ${amount} milligrams`)
  const transfer = { transferId: ids.transfer_id, from: holding.ledgerAccountId, to: ids.pool }
  return {
    transfer: { ...transfer, unit: 'mgCO2e', amount, kind: 'to-public-pool', causeId, occurredAt: now },
    move: {
      transferId: ids.transfer_id,
      from: { ownerId: accountId, book: 'holding' },
      to: { ownerId: ids.scheme, book: 'public-pool' },
      serials,
      movedAt: now,
    },
  }
}
