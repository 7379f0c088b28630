import fc from 'fast-check'

import { parseCityMonth } from '#domain/calendar'
import {
  consumeOldestFirst,
  decideConfirmation,
  decideReport,
  decideReturn,
  decideVerification,
  evidenceLine,
  layOutSerials,
  serialsLeft,
  splitSerials,
  type Holding,
  type RunState,
  type SerialRange,
} from '#domain/issuance'
import { milligrams } from '#domain/measure'

const holding = (cityMonth: string, methodologyClass: string, balance: number): Holding => ({
  ...{ cityMonth: parseCityMonth(cityMonth)!, methodologyClass, balance: milligrams(balance) },
})

describe('holdings', () => {
  const held = [holding('2026-05', 'II', 300), holding('2026-03', 'II', 100), holding('2026-03', 'I', 50)]

  it('are used oldest month first, then by class, the last one in part', () => {
    const takes = consumeOldestFirst(held, milligrams(200))
    expect(takes).toMatchObject([
      { holding: { cityMonth: '2026-03', methodologyClass: 'I' }, taken: 50 },
      { holding: { cityMonth: '2026-03', methodologyClass: 'II' }, taken: 100 },
      { holding: { cityMonth: '2026-05' }, taken: 50 },
    ])
  })

  it('are refused when all together hold less', () => {
    expect(consumeOldestFirst(held, milligrams(451))).toBe('notEnough')
    expect(consumeOldestFirst([], milligrams(0))).toEqual([])
  })

  it('give exactly what was asked, never more than each holds', () => {
    const anyHolding = fc.record({ month: fc.integer({ min: 1, max: 12 }), balance: fc.nat(1_000) })
    fc.assert(
      fc.property(fc.array(anyHolding, { maxLength: 12 }), fc.nat(8_000), (some, amount) => {
        const all = some.map(({ month, balance }) =>
          holding(`2026-${String(month).padStart(2, '0')}`, 'II', balance),
        )
        const takes = consumeOldestFirst(all, milligrams(amount))
        const total = all.reduce((sum, { balance }) => sum + balance, 0)
        if (takes === 'notEnough') return total < amount
        const sum = takes.reduce((taken, take) => taken + take.taken, 0)
        return sum === amount && takes.every((take) => take.taken > 0 && take.taken <= take.holding.balance)
      }),
    )
  })
})

describe('serials', () => {
  it('lie in account-id order from the run’s first on, one a milligram', () => {
    const laidOut = layOutSerials(1_000n, [
      { accountId: 'b', milligrams: 5n },
      { accountId: 'a', milligrams: 3n },
    ])
    expect(laidOut.map(({ accountId, serials }) => [accountId, serials])).toEqual([
      ['a', { from: 1_000n, to: 1_002n }],
      ['b', { from: 1_003n, to: 1_007n }],
    ])
  })

  it('refuse an account named twice', () => {
    const twice = [
      { accountId: 'a', milligrams: 1n },
      { accountId: 'a', milligrams: 1n },
    ]
    expect(() => layOutSerials(1n, twice)).toThrow('two postings')
  })

  it('cover the run without gap or overlap, in whatever order postings are given', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10_000n }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 1n, max: 10n ** 15n }), (some, first) => {
        const postings = some.map((amount, at) => ({
          accountId: String(at).padStart(3, '0'),
          milligrams: amount,
        }))
        const laidOut = layOutSerials(first, postings)
        expect(layOutSerials(first, [...postings].reverse())).toEqual(laidOut)
        let next = first
        for (const { serials, milligrams: amount } of laidOut) {
          expect(serials).toEqual({ from: next, to: next + amount - 1n })
          next = serials.to + 1n
        }
        expect(next - first).toBe(some.reduce((sum, amount) => sum + amount, 0n))
      }),
    )
  })

  it('that are left and serials that are gone make the whole range again', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 10 })
    fc.assert(
      fc.property(cuts, (points) => {
        const gone: SerialRange[] = points.map((at) => ({ from: BigInt(at), to: BigInt(at) }))
        const left = serialsLeft({ from: 0n, to: 99n }, gone)
        const size = left.reduce((sum, { from, to }) => sum + (to - from + 1n), 0n)
        expect(size).toBe(100n - BigInt(points.length))
        expect(left.every(({ from, to }) => gone.every((part) => part.to < from || part.from > to))).toBe(
          true,
        )
      }),
    )
  })

  it('are taken from the front, in part from the last range, and refused when there are too few', () => {
    const ranges = [
      { from: 1n, to: 4n },
      { from: 10n, to: 19n },
    ]
    expect(splitSerials(ranges, 6n)[0]).toEqual([
      { from: 1n, to: 4n },
      { from: 10n, to: 11n },
    ])
    expect(splitSerials(ranges, 0n)).toEqual([[], ranges])
    expect(() => splitSerials(ranges, 15n)).toThrow('fewer')
  })
})

describe('the steps of a run', () => {
  const states: RunState[] = [
    'open',
    'settled',
    'empty',
    'reported',
    'verified',
    'confirmed',
    'issued',
    'returned',
  ]
  const where = (allowed: (state: RunState) => boolean): RunState[] => states.filter(allowed)

  it('takes a report on a settled and on a returned run, and the same one again', () => {
    expect(where((state) => decideReport(state) === 'report')).toEqual(['settled', 'returned'])
    expect(where((state) => decideReport(state) === 'alreadyReported')).toEqual(['reported'])
  })

  it('is verified by the centre, from reported, and again before it is confirmed', () => {
    expect(where((state) => decideVerification(state, 'centre') === 'replay')).toEqual([
      'reported',
      'verified',
    ])
    expect(decideVerification('reported', 'exchange')).toBe('access.not-permitted')
  })

  it('is confirmed from verified only, and confirmed for good by the second person', () => {
    const by = (state: RunState, confirmedBy: string[]) =>
      decideConfirmation({ state, role: 'bureau', staffId: 'wu', confirmedBy })
    expect(where((state) => by(state, []) === 'confirm')).toEqual(['verified'])
    expect(where((state) => by(state, ['li']) === 'confirmAndIssue')).toEqual(['verified'])
    expect(where((state) => by(state, []) === 'run.not-verified')).toEqual([
      'settled',
      'reported',
      'returned',
    ])
    expect(by('verified', ['wu'])).toBe('run.second-person-needed')
    expect(by('issued', ['li', 'wu'])).toBe('run.second-person-needed')
    expect(decideConfirmation({ state: 'verified', role: 'district', staffId: 'wu', confirmedBy: [] })).toBe(
      'access.not-permitted',
    )
  })

  it('goes back before it is confirmed or when issuing refused it, by those who may confirm', () => {
    const returnable = (issuingRefused: boolean) =>
      where((state) => decideReturn({ state, role: 'exchange', issuingRefused }) === 'return')
    expect(returnable(false)).toEqual(['reported', 'verified'])
    expect(returnable(true)).toEqual(['reported', 'verified', 'confirmed'])
    expect(decideReturn({ state: 'reported', role: 'district', issuingRefused: false })).toBe(
      'access.not-permitted',
    )
    expect(decideReturn({ state: 'confirmed', role: 'district', issuingRefused: true })).toBe(
      'access.not-permitted',
    )
  })
})

describe('the canonical list', () => {
  it('has one line a ride: key, salted account key, unit, milligrams, methodology version', () => {
    const line = evidenceLine({
      rideKey: '08c0a1',
      accountKey: 'ff00',
      milligrams: milligrams(1_197_465),
      methodologyCode: 'SHCER02020022024II',
      methodologyVersion: 1,
    })
    expect(line).toBe('08c0a1\tff00\tmgCO2e\t1197465\tSHCER02020022024II@1\n')
  })
})
