import fc from 'fast-check'

import type { CityDay } from '#domain/calendar'
import {
  cityTimeText,
  decideSaying,
  dueDayOf,
  harmlessText,
  lastDayToState,
  maskedVoucherNo,
  partsToPay,
  stateOf,
  yuanText,
} from '#domain/statement'

const day = (text: string) => text as CityDay

describe('a day’s statement', () => {
  it('is due ten days later, over the end of a month too', () => {
    expect(dueDayOf(day('2026-05-04'))).toBe('2026-05-14')
    expect(dueDayOf(day('2026-02-25'))).toBe('2026-03-07')
  })

  it('can be made half an hour after the day has ended in Shanghai, and no sooner', () => {
    expect(lastDayToState(new Date('2026-05-05T00:29:59+08:00'))).toBe('2026-05-03')
    expect(lastDayToState(new Date('2026-05-05T00:30:00+08:00'))).toBe('2026-05-04')
  })
})

describe('what is said', () => {
  it('makes the state, until a newer version ends it', () => {
    expect(stateOf({ last: undefined, isLatest: true })).toBe('made')
    expect(stateOf({ last: 'disputed', isLatest: true })).toBe('disputed')
    expect(stateOf({ last: 'confirmed', isLatest: false })).toBe('superseded')
  })

  it.each([
    ['made', 'confirmed', 'say'],
    ['made', 'disputed', 'say'],
    ['made', 'answered', 'statement.not-disputed'],
    ['disputed', 'answered', 'say'],
    ['disputed', 'confirmed', 'say'],
    ['disputed', 'disputed', 'said'],
    ['answered', 'disputed', 'say'],
    ['answered', 'confirmed', 'say'],
    ['answered', 'answered', 'said'],
    ['confirmed', 'confirmed', 'said'],
    ['confirmed', 'disputed', 'statement.confirmed'],
    ['confirmed', 'answered', 'statement.not-disputed'],
    ['superseded', 'confirmed', 'statement.superseded'],
  ] as const)('to a statement that is %s: %s → %s', (state, saying, decision) => {
    expect(decideSaying(state, saying)).toBe(decision)
  })
})

describe('what is to be paid', () => {
  const due = (text: string, openFen: bigint, openLossFen = 0n) => ({ day: day(text), openFen, openLossFen })

  it('is the day’s own, less days below zero, the oldest first', () => {
    const below = [due('2026-05-03', -700n), due('2026-05-01', -500n)]
    expect(partsToPay(due('2026-05-02', 1000n, 300n), below)).toEqual([
      { day: '2026-05-02', fen: 1000n, lossFen: 300n },
      { day: '2026-05-01', fen: -500n, lossFen: 0n },
      { day: '2026-05-03', fen: -500n, lossFen: 0n },
    ])
  })

  it('is never less than nothing and never more than the day, whatever is below zero', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.array(fc.bigInt({ min: -9_000n, max: -1n })),
        (open, below) => {
          const parts = partsToPay(
            due('2026-06-01', open),
            below.map((fen, place) => due(`2026-05-${String(place + 1).padStart(2, '0')}`, fen)),
          )
          const sum = parts.reduce((total, { fen }) => total + fen, 0n)
          const credit = -below.reduce((total, fen) => total + fen, 0n)
          expect(sum).toBe(open > credit ? open - credit : 0n)
          for (const [place, { fen }] of parts.slice(1).entries())
            expect(fen >= (below[place] ?? 0n) && fen < 0n).toBe(true)
        },
      ),
    )
  })
})

describe('texts of a file', () => {
  it('name a voucher so that it is recognised and not used', () => {
    expect(maskedVoucherNo('1000000042')).toBe('******0042')
  })

  it.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [1805n, '18.05'],
    [-1805n, '-18.05'],
    [-5n, '-0.05'],
  ])('write %s fen as yuan: %s', (fen, text) => {
    expect(yuanText(fen)).toBe(text)
  })

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\n=1', '＝1', '＠x'])(
    'do not let %j be a formula',
    (text) => {
      expect(harmlessText(text)).toBe(`'${text}`)
    },
  )

  it('leave other texts alone', () => {
    expect(harmlessText('拿铁 -10%')).toBe('拿铁 -10%')
  })

  it('tell the time of Shanghai', () => {
    expect(cityTimeText(new Date('2026-05-04T16:30:59.999Z'))).toBe('2026-05-05 00:30:59')
  })
})
