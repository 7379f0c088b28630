import { parseCityDay } from '#domain/calendar'
import type { ExclusionEntry } from '#domain/exclusion'
import { chooseForSurrender, mayBeSurrendered, type SurrenderPart } from '#domain/surrender'

const day = (text: string) => parseCityDay(text)!
const part = (from: bigint, to: bigint, site: string | null, change: object = {}): SurrenderPart => ({
  serials: { from, to },
  claim:
    site === null
      ? null
      : {
          siteKeys: [{ kind: 'gridAccount', value: site }],
          period: { from: day('2026-04-01'), to: day('2026-05-01') },
          excludedSchemes: ['ets', 'ccer', 'other'],
          isSuspended: false,
          ...change,
        },
})
const listed = (value: string, from: string, to: string | null, scheme: 'ets' | 'other' = 'ets') =>
  ({
    scheme,
    key: { kind: 'gridAccount', value },
    from: day(from),
    to: to === null ? null : day(to),
  }) satisfies ExclusionEntry

describe('choosing what is surrendered', () => {
  it('takes the oldest first and splits the last part to the milligram', () => {
    const parts = [part(1n, 10n, 'A'), part(21n, 40n, 'B')]
    expect(chooseForSurrender(parts, [], 15n)).toEqual({
      kind: 'chosen',
      taken: [
        { part: parts[0], serials: { from: 1n, to: 10n } },
        { part: parts[1], serials: { from: 21n, to: 25n } },
      ],
    })
  })

  it('passes over a site that a market counts in those days, and takes it when the days do not meet', () => {
    const parts = [part(1n, 10n, 'A'), part(21n, 40n, null)]
    const inDays = [listed('A', '2026-04-30', null)]
    expect(chooseForSurrender(parts, inDays, 10n)).toMatchObject({
      kind: 'chosen',
      taken: [{ serials: { from: 21n, to: 30n } }],
    })
    const after = [listed('A', '2026-05-01', null), listed('A', '2025-01-01', '2026-04-01', 'other')]
    expect(chooseForSurrender(parts, after, 10n)).toMatchObject({
      taken: [{ serials: { from: 1n, to: 10n } }],
    })
  })

  it('says which scheme is in the way only where its site would make it enough', () => {
    const parts = [part(1n, 10n, 'A'), part(21n, 30n, 'B')]
    const entries = [listed('A', '2026-01-01', null)]
    expect(chooseForSurrender(parts, entries, 20n)).toEqual({ kind: 'excluded', scheme: 'ets' })
    expect(chooseForSurrender(parts, entries, 21n)).toEqual({ kind: 'notEnough', freeMilligrams: 10n })
  })

  it('leaves what a suspended project made, and asks only for schemes its methodology shuts out', () => {
    expect(chooseForSurrender([part(1n, 5n, 'A', { isSuspended: true })], [], 5n)).toEqual({
      kind: 'suspended',
    })
    const open = part(1n, 5n, 'A', { excludedSchemes: ['ccer'] })
    expect(mayBeSurrendered(open, [listed('A', '2026-01-01', null)])).toBe(true)
    expect(mayBeSurrendered(part(1n, 5n, 'A'), [listed('A', '2026-01-01', null)])).toBe(false)
  })
})
