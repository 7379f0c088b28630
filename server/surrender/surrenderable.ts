import type { ExclusionEntry } from '#domain/exclusion'
import type { SurrenderPart } from '#domain/surrender'
import { cityDayOf } from '#domain/calendar'
import { exclusionsOf } from '#server/exclusion/index'
import {
  holdingsOf,
  lockHoldings,
  serialsOfHolding,
  type LockedHolding,
  type RunSerials,
} from '#server/ledger/index'
import type { Queryable, Transaction } from '#server/platform/index'
import { permittedClasses } from '#server/points/index'
import { holdProjectsBehind, issuedClaims, type IssuedClaim } from '#server/project/index'

/** Serials of one holding with what they were issued for. */
export interface HeldPart extends SurrenderPart {
  readonly serials: RunSerials
  readonly holding: LockedHolding
  readonly claim: IssuedClaim | null
}

interface Asked {
  readonly institutionId: string
  readonly now: Date
}

export interface Surrenderable {
  readonly parts: readonly HeldPart[]
  /** All entries of the exclusion list that name a site of these parts, whatever their days. */
  readonly entries: readonly ExclusionEntry[]
}

/**
 * What an institution holds of classes that may be surrendered today (分类施策), the oldest month first, and what the exclusion list has
 * of the sites behind it.
 */
export const surrenderableOf = async (
  sql: Queryable,
  { institutionId, now }: Asked,
): Promise<Surrenderable> => {
  const isPermitted = await permittedClasses(sql, 'surrender', cityDayOf(now))
  const held: { holding: LockedHolding; serials: RunSerials }[] = []
  for (const holding of await holdingsOf(sql, institutionId)) {
    if (!isPermitted(holding.methodologyClass)) continue
    for (const serials of await serialsOfHolding(sql, { ...holding, ownerId: institutionId }))
      held.push({ holding, serials })
  }
  const claims = await issuedClaims(
    sql,
    held.map(({ serials }) => serials.runId),
  )
  const sites = [...claims.values()].flatMap(({ siteKeys }) => siteKeys)
  return {
    parts: held.map((one) => ({ ...one, claim: claims.get(one.serials.runId) ?? null })),
    entries: await exclusionsOf(sql, sites),
  }
}

/** The same; holdings and the projects behind them stay as they are until the transaction ends. */
export const holdSurrenderable = async (sql: Transaction, asked: Asked): Promise<Surrenderable> => {
  await holdProjectsBehind(sql, asked.institutionId)
  await lockHoldings(sql, asked.institutionId)
  return surrenderableOf(sql, asked)
}
