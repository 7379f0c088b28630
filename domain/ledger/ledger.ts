/** A transfer moves one unit only. mgCO2e: reductions; point: 碳积分; fen: money. */
export type LedgerUnit = 'mgCO2e' | 'point' | 'fen'

/** Moves `amount` (whole, above zero) of `unit` between two ledger accounts. Its id makes a retry harmless. */
export interface Transfer {
  readonly transferId: string
  readonly from: string
  readonly to: string
  readonly unit: LedgerUnit
  readonly amount: bigint
  /** What kind of act it is: issuance, to-public-pool … */
  readonly kind: string
  /** What it was done for. */
  readonly causeId: string
  readonly occurredAt: Date
}

export interface LedgerEntry {
  readonly transferId: string
  /** Below zero for what was given. */
  readonly amount: bigint
  readonly balanceAfter: bigint
}

/** An account of the model; its entries are in order, entry n has version n + 1. */
export interface ModelAccount {
  readonly unit: LedgerUnit
  /** May go below zero: what it has given out. */
  readonly isSource: boolean
  readonly entries: readonly LedgerEntry[]
}

export interface Ledger {
  readonly accounts: ReadonlyMap<string, ModelAccount>
  readonly transfers: ReadonlyMap<string, Transfer>
}

export type LedgerRefusal =
  'ledger.transfer-reused' | 'ledger.account-unknown' | 'ledger.unit-mismatch' | 'ledger.below-zero'

/** A ledger with the given accounts and nothing in them. */
export const openLedger = (accounts: Iterable<readonly [string, Omit<ModelAccount, 'entries'>]>): Ledger => ({
  accounts: new Map([...accounts].map(([id, account]) => [id, { ...account, entries: [] }])),
  transfers: new Map(),
})

/**
 * Posts transfers in order, all or none: the ledger after them, or why not. A transfer already there with the same payload is
 * left alone. Faults are named in one order – reused id, unknown account, other unit, balance below zero – so that the
 * database's answer can be compared with the model's word for word.
 */
export const postTransfers = (ledger: Ledger, transfers: readonly Transfer[]): Ledger | LedgerRefusal => {
  const known = new Map(ledger.transfers)
  const fresh: Transfer[] = []
  for (const transfer of transfers) {
    const kept = known.get(transfer.transferId)
    if (kept && !isSameTransfer(kept, transfer)) return 'ledger.transfer-reused'
    if (kept) continue
    known.set(transfer.transferId, transfer)
    fresh.push(transfer)
  }
  const sides = fresh.flatMap((transfer) => [
    { id: transfer.from, amount: -transfer.amount, transfer },
    { id: transfer.to, amount: transfer.amount, transfer },
  ])
  if (sides.some(({ id }) => !ledger.accounts.has(id))) return 'ledger.account-unknown'
  if (sides.some(({ id, transfer }) => ledger.accounts.get(id)?.unit !== transfer.unit))
    return 'ledger.unit-mismatch'
  const accounts = new Map(ledger.accounts)
  for (const { id, amount, transfer } of sides) {
    const account = accounts.get(id)!
    const balanceAfter = (account.entries.at(-1)?.balanceAfter ?? 0n) + amount
    if (balanceAfter < 0n && !account.isSource) return 'ledger.below-zero'
    const entry = { transferId: transfer.transferId, amount, balanceAfter }
    accounts.set(id, { ...account, entries: [...account.entries, entry] })
  }
  return { accounts, transfers: known }
}

const isSameTransfer = (a: Transfer, b: Transfer): boolean =>
  a.from === b.from &&
  a.to === b.to &&
  a.unit === b.unit &&
  a.amount === b.amount &&
  a.kind === b.kind &&
  a.causeId === b.causeId &&
  a.occurredAt.getTime() === b.occurredAt.getTime()
