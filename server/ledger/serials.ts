import { serialsLeft, splitSerials, type SerialRange } from '#domain/issuance'

import type { Queryable, Transaction } from '#server/platform/index'

/** A book of an owner: where serials lie. */
export interface SerialPlace {
  readonly ownerId: string
  /** holding, points-backing, public-pool … */
  readonly book: string
}

/** Serials of one run, or of one issuing of a project, whose id then stands in its place. */
export interface RunSerials extends SerialRange {
  readonly runId: string
}

/**
 * The serials behind a holding, by run, oldest run first: what each run posted to its owner less what left before, what
 * came from elsewhere since, and what projects brought. They add up to the holding's balance.
 */
export const serialsOfHolding = async (
  sql: Queryable,
  holding: { ownerId: string; cityMonth: string; methodologyClass: string },
): Promise<readonly RunSerials[]> => {
  const rows = await sql<{ run_id: string; own_from: bigint; own_to: bigint; gone: string[] }[]>`
    WITH runs AS (
      SELECT run.run_id, run.serial_from FROM run JOIN methodology USING (methodology_no)
      WHERE run.serial_from IS NOT NULL AND methodology.class = ${holding.methodologyClass}
        AND run.operator_day >= ${`${holding.cityMonth}-01`}::date
        AND run.operator_day < ${`${holding.cityMonth}-01`}::date + interval '1 month'
    ), own AS (
      SELECT runs.run_id, runs.serial_from + serial_offset AS own_from,
        runs.serial_from + serial_offset + reduction_milligrams - 1 AS own_to
      FROM run_posting JOIN runs USING (run_id) WHERE account_id = ${holding.ownerId}
    )
    SELECT run_id, own_from, own_to,
      ARRAY(SELECT block.serial_from || '-' || block.serial_to FROM serial_block AS block
        WHERE block.serial_from BETWEEN own_from AND own_to) AS gone
    FROM own
    UNION ALL
    SELECT run_id, block.serial_from, block.serial_to, '{}' FROM serial_block AS block JOIN runs USING (run_id)
    WHERE owner_id = ${holding.ownerId} AND book = 'holding'
    UNION ALL
    SELECT run_id, block.serial_from, block.serial_to, '{}'
    FROM serial_block AS block JOIN project_issuance AS issued ON issued.issuance_id = block.run_id
    WHERE block.owner_id = ${holding.ownerId} AND book = 'holding' AND issued.methodology_class = ${holding.methodologyClass}
      AND issued.city_month = ${`${holding.cityMonth}-01`}::date
    ORDER BY own_from`
  return rows.flatMap(({ run_id: runId, own_from: from, own_to: to, gone }) =>
    serialsLeft({ from, to }, gone.map(rangeOf)).map((range) => ({ ...range, runId })),
  )
}

/** The first `milligrams` of serials in their order. Throws when there are fewer: the ledger would not have let it come here. */
export const firstSerials = (serials: readonly RunSerials[], milligrams: bigint): readonly RunSerials[] => {
  const [first] = splitSerials(serials, milligrams)
  return first.map((range) => {
    const source = serials.find(({ from, to }) => from <= range.from && range.to <= to)
    if (source === undefined) throw new Error('a part lies outside what it is part of')
    return { ...range, runId: source.runId }
  })
}

/** Moves serials with the transfer that moves their milligrams, in the caller's transaction. Throws when the giver has not got them. */
export const moveSerials = async (
  sql: Transaction,
  move: {
    readonly transferId: string
    readonly from: SerialPlace
    readonly to: SerialPlace
    readonly serials: readonly RunSerials[]
    readonly movedAt: Date
  },
): Promise<void> => {
  const { transferId, from, to, serials, movedAt } = move
  await sql`
    SELECT registry_move(${transferId}::uuid, ${from.ownerId}::uuid, ${from.book}, ${to.ownerId}::uuid, ${to.book},
      ${serials.map(({ runId }) => runId)}::text[]::uuid[],
      ${serials.map((range) => String(range.from))}::text[]::bigint[],
      ${serials.map((range) => String(range.to))}::text[]::bigint[], ${movedAt}::timestamptz)`
}

const rangeOf = (text: string): SerialRange => {
  const [from, to] = text.split('-')
  if (from === undefined || to === undefined) throw new Error(`not a serial range: ${text}`)
  return { from: BigInt(from), to: BigInt(to) }
}
