import fc from 'fast-check'
import { MILLIGRAMS_PER_POINT, replayLot, type LotStep } from '#domain/points'

const serials = (from: number, points: number) => [
  { from: BigInt(from), to: BigInt(from) + BigInt(points) * MILLIGRAMS_PER_POINT - 1n },
]

describe('what stands behind the points of a lot', () => {
  it('is spent in the order it was granted, across conversions', () => {
    const { left, held } = replayLot([
      { kind: 'granted', points: 2n, serials: serials(1, 2) },
      { kind: 'granted', points: 3n, serials: serials(9_001, 3) },
      { kind: 'held', points: 3n, voucherId: 'coffee' },
    ])
    expect(held.get('coffee')).toEqual([
      { from: 1n, to: 2_000n },
      { from: 9_001n, to: 10_000n },
    ])
    expect(left).toEqual([{ from: 10_001n, to: 12_000n }])
  })

  it('comes back with the very serials a voucher took, in front', () => {
    const { left, held } = replayLot([
      { kind: 'granted', points: 4n, serials: serials(1, 4) },
      { kind: 'held', points: 1n, voucherId: 'coffee' },
      { kind: 'held', points: 1n, voucherId: 'tea' },
      { kind: 'returned', points: 1n, voucherId: 'coffee' },
      { kind: 'held', points: 1n, voucherId: 'cake' },
    ])
    expect(held.get('cake')).toEqual([{ from: 1n, to: 1_000n }])
    expect([...held.keys()]).toEqual(['tea', 'cake'])
    expect(left).toEqual([{ from: 2_001n, to: 4_000n }])
  })

  it('moves into the child of an expired lot as another lot had taken it', () => {
    const taken = serials(1, 2)
    const child: readonly LotStep[] = [
      { kind: 'returned', points: 2n, voucherId: 'coffee' },
      { kind: 'expired', points: 1n },
    ]
    expect(replayLot(child, () => taken).left).toEqual([{ from: 1_001n, to: 2_000n }])
  })

  it('refuses a return of what was never taken', () => {
    expect(() => replayLot([{ kind: 'returned', points: 1n, voucherId: 'coffee' }])).toThrow('never took')
  })

  it('loses and doubles no serial, whatever is granted, held, returned and expired', () => {
    const draw = fc.array(fc.record({ act: fc.nat(3), points: fc.integer({ min: 1, max: 5 }) }), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(draw, (acts) => {
        const { steps, granted, expired } = playable(acts)
        const { left, held } = replayLot(steps)
        const everywhere = [...left, ...[...held.values()].flat()]
        const size = everywhere.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n)
        const sorted = [...everywhere].sort((a, b) => (a.from < b.from ? -1 : 1))
        const isApart = sorted.every(({ from }, index) => index === 0 || sorted[index - 1]!.to < from)
        return size === (granted - expired) * MILLIGRAMS_PER_POINT && isApart
      }),
    )
  })
})

/** Drawn acts as the ledger would have let them happen. */
function playable(acts: readonly { act: number; points: number }[]) {
  const steps: LotStep[] = []
  const open: { voucherId: string; points: bigint }[] = []
  let balance = 0n
  let granted = 0n
  let expired = 0n
  for (const [index, { act, points: drawn }] of acts.entries()) {
    const points = BigInt(drawn)
    if (act === 0) {
      steps.push({ kind: 'granted', points, serials: serials(Number(granted) * 1_000 + 1, drawn) })
      granted += points
      balance += points
    } else if (act === 1 && balance >= points) {
      steps.push({ kind: 'held', points, voucherId: `voucher-${index}` })
      open.push({ voucherId: `voucher-${index}`, points })
      balance -= points
    } else if (act === 2 && open.length > 0) {
      const back = open.splice(drawn % open.length, 1)[0]!
      steps.push({ kind: 'returned', ...back })
      balance += back.points
    } else if (act === 3 && balance >= points) {
      steps.push({ kind: 'expired', points })
      expired += points
      balance -= points
    }
  }
  return { steps, granted, expired }
}
