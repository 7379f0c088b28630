import { openLedger, postTransfers, type Ledger, type Transfer } from '#domain/ledger'

const at = new Date('2026-05-04T00:00:00Z')
const move = (
  transferId: string,
  from: string,
  to: string,
  amount: bigint,
  unit: 'mgCO2e' | 'point' = 'mgCO2e',
): Transfer => ({
  ...{ transferId, from, to, amount, unit },
  ...{ kind: 'test', causeId: 'cause', occurredAt: at },
})
const ledger = openLedger([
  ['source', { unit: 'mgCO2e', isSource: true }],
  ['mei', { unit: 'mgCO2e', isSource: false }],
  ['pool', { unit: 'mgCO2e', isSource: false }],
  ['points', { unit: 'point', isSource: true }],
])
const balance = (state: Ledger, id: string): bigint =>
  state.accounts.get(id)?.entries.at(-1)?.balanceAfter ?? 0n
const posted = (state: Ledger, transfers: Transfer[]): Ledger => {
  const after = postTransfers(state, transfers)
  if (typeof after === 'string') throw new Error(after)
  return after
}

describe('the ledger', () => {
  it('moves an amount from one account to another and keeps the running balance', () => {
    const after = posted(ledger, [move('1', 'source', 'mei', 1_197_465n), move('2', 'mei', 'pool', 465n)])
    expect(balance(after, 'mei')).toBe(1_197_000n)
    expect(balance(after, 'source')).toBe(-1_197_465n)
    expect(after.accounts.get('mei')?.entries.map(({ balanceAfter }) => balanceAfter)).toEqual([
      1_197_465n,
      1_197_000n,
    ])
  })

  it('takes a repeated transfer once, in one call and in two', () => {
    const first = move('1', 'source', 'mei', 5n)
    const after = posted(posted(ledger, [first, first]), [first])
    expect(balance(after, 'mei')).toBe(5n)
  })

  it('refuses another payload under the same id, and posts nothing of that call', () => {
    const after = posted(ledger, [move('1', 'source', 'mei', 5n)])
    expect(postTransfers(after, [move('2', 'source', 'mei', 1n), move('1', 'source', 'mei', 6n)])).toBe(
      'ledger.transfer-reused',
    )
  })

  it('refuses an unknown account, another unit and a balance below zero, in this order', () => {
    expect(postTransfers(ledger, [move('1', 'mei', 'nobody', 1n)])).toBe('ledger.account-unknown')
    expect(postTransfers(ledger, [move('1', 'points', 'mei', 1n, 'point')])).toBe('ledger.unit-mismatch')
    expect(postTransfers(ledger, [move('1', 'mei', 'pool', 1n)])).toBe('ledger.below-zero')
  })

  it('judges each transfer at its own moment: what arrives later in the call does not cover what left before', () => {
    const spentThenFilled = [move('1', 'mei', 'pool', 1n), move('2', 'source', 'mei', 1n)]
    expect(postTransfers(ledger, spentThenFilled)).toBe('ledger.below-zero')
    expect(typeof postTransfers(ledger, [...spentThenFilled].reverse())).toBe('object')
  })
})
