import postgres from 'postgres'

import type { LedgerRefusal, Transfer } from '#domain/ledger'

import type { Queryable } from '#server/platform/index'

/** The ledger said no. Thrown, because by then the transaction around it can only be rolled back. */
export class LedgerRefusedError extends Error {
  constructor(
    readonly refusal: LedgerRefusal,
    options: ErrorOptions,
  ) {
    super(refusal, options)
    this.name = 'LedgerRefusedError'
  }
}

const REFUSALS: Readonly<Record<string, LedgerRefusal>> = {
  SL001: 'ledger.transfer-reused',
  SL002: 'ledger.account-unknown',
  SL003: 'ledger.unit-mismatch',
  SL004: 'ledger.below-zero',
}

/**
 * Posts transfers in order, all or none, and returns how many were new: a transfer posted before with the same payload is left
 * alone. Throws LedgerRefusedError with the refusal's name, as `postTransfers` of #domain/ledger names it.
 */
export const postTransfers = async (sql: Queryable, transfers: readonly Transfer[]): Promise<number> => {
  if (transfers.length === 0) return 0
  const column = (value: (transfer: Transfer) => string): string[] => transfers.map(value)
  try {
    const [row] = await sql<{ posted: number }[]>`
      SELECT ledger_post(
        ${column((transfer) => transfer.transferId)}::text[]::uuid[],
        ${column((transfer) => transfer.from)}::text[]::uuid[],
        ${column((transfer) => transfer.to)}::text[]::uuid[],
        ${column((transfer) => transfer.unit)}::text[],
        ${column((transfer) => String(transfer.amount))}::text[]::bigint[],
        ${column((transfer) => transfer.kind)}::text[],
        ${column((transfer) => transfer.causeId)}::text[]::uuid[],
        ${column((transfer) => transfer.occurredAt.toISOString())}::text[]::timestamptz[]
      ) AS posted`
    return row?.posted ?? 0
  } catch (cause) {
    const refusal = cause instanceof postgres.PostgresError ? REFUSALS[cause.code] : undefined
    if (refusal === undefined) throw cause
    throw new LedgerRefusedError(refusal, { cause })
  }
}
