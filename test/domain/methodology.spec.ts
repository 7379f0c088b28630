import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { meters } from '#domain/measure'
import { factorPartsOf, isInForce, quantify, readMethodology, type Methodology } from '#domain/methodology'
import type { CityDay } from '#domain/calendar'

const DATA = join(__dirname, '../../domain/methodology/data')

const load = (scheme: string, scene: string): Methodology => {
  const record = readMethodology(JSON.parse(readFileSync(join(DATA, scheme, `${scene}.json`), 'utf8')))
  if ('faults' in record) throw new Error(`${scheme}/${scene}: ${record.faults.join('; ')}`)
  return record
}

const reductionOf = (scheme: string, scene: string, distanceMeters?: number) => {
  const { formula } = load(scheme, scene)
  return (
    formula &&
    quantify(formula, { distanceMeters: distanceMeters === undefined ? undefined : meters(distanceMeters) })
  )
}

describe('the published factors', () => {
  it.each([
    ['shanghai', 'metro', 12_345, 1_197_465],
    ['shanghai', 'bus', undefined, 422_000],
    ['shanghai', 'bike', 2_200, 215_600],
    ['shenzhen', 'metro', 10_000, 468_000],
    ['shenzhen', 'bus', 6_390, 171_891],
    ['wuhan', 'bus', undefined, 150_000],
    ['wuhan', 'metro', undefined, 170_000],
    ['wuhan', 'bike', 2_500, 100_000],
  ])('%s %s, %p m: %p mg', (scheme, scene, distance, expected) => {
    expect(reductionOf(scheme, scene, distance)).toBe(expected)
  })

  it.each(['ferry', 'electric-car', 'household-electricity'])(
    'Shanghai %s is disabled, says why and has no figure',
    (scene) => {
      const methodology = load('shanghai', scene)
      expect(methodology).toMatchObject({ status: 'disabled', formula: null, factors: [] })
      expect(methodology.disabledReason?.zh).not.toBe('')
      expect(isInForce(methodology, '2026-11-23' as CityDay)).toBe(false)
    },
  )

  it('Shanghai metro is 130 less 33; where only the difference is known there is nothing to take apart', () => {
    expect(factorPartsOf(load('shanghai', 'metro'))).toEqual({ baseline: 130_000, project: 33_000 })
    expect(factorPartsOf(load('shanghai', 'bike'))).toBeNull()
    expect(factorPartsOf(load('shenzhen', 'metro'))).toBeNull()
  })

  it('Shanghai bus explains its 422 g by a product that is not used', () => {
    const { derivation, formula } = load('shanghai', 'bus')
    expect(derivation?.zh).toContain('66 克 × 平均坐 6.39 公里 = 421.74 克')
    expect(formula).toEqual({ kind: 'perBoarding', milligramsPerBoarding: 422_000 })
  })

  it('name a source for every figure, in both languages', () => {
    for (const scheme of readdirSync(DATA)) {
      for (const file of readdirSync(join(DATA, scheme))) {
        const methodology = load(scheme, file.replace('.json', ''))
        for (const { source } of [methodology, ...methodology.factors]) {
          expect(source.zh).not.toBe('')
          expect(source.en).toMatch(/[a-z]{3}|^130 − 33$/)
        }
        expect(methodology.schemeId).toBe(scheme)
      }
    }
  })
})

describe('quantify', () => {
  it('floors a fraction of a milligram once', () => {
    expect(quantify({ kind: 'perMetre', microgramsPerMeter: 46_801 }, { distanceMeters: meters(1) })).toBe(46)
    expect(quantify({ kind: 'perMetre', microgramsPerMeter: 999 }, { distanceMeters: meters(1) })).toBe(0)
  })

  it('needs metres where the formula multiplies them', () => {
    expect(quantify({ kind: 'perMetre', microgramsPerMeter: 97_000 }, { distanceMeters: undefined })).toBe(
      'distanceNeeded',
    )
  })

  it('never credits more than the exact product', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (distance, factor) => {
          const mass = quantify(
            { kind: 'perMetre', microgramsPerMeter: factor },
            { distanceMeters: meters(distance) },
          )
          const exact = BigInt(distance) * BigInt(factor)
          expect(BigInt(mass) * 1000n <= exact && exact < (BigInt(mass) + 1n) * 1000n).toBe(true)
        },
      ),
    )
  })
})

const net = {
  role: 'net',
  name: { zh: '每公里', en: 'Per km' },
  value: '97',
  unit: { zh: '克', en: 'g' },
  source: { zh: '出处', en: 'Source' },
}
const part = (role: string, value: string) => ({ ...net, role, value })

describe('reading a methodology', () => {
  const metro = () =>
    JSON.parse(readFileSync(join(DATA, 'shanghai/metro.json'), 'utf8')) as Record<string, unknown>

  it.each([
    ['no formula though published', { formula: null }],
    ['a fractional factor', { formula: { kind: 'perMetre', microgramsPerMeter: 97_000.5 } }],
    ['no factor with a source', { factors: [] }],
    ['a factor without its English source', { factors: [{ ...net, source: { zh: '出处', en: '' } }] }],
    ['a factor of no role', { factors: [{ ...net, role: 'guess' }] }],
    ['a net factor that is not the one of the formula', { factors: [{ ...net, value: '97.001' }] }],
    [
      'baseline and project that do not come to the formula',
      { factors: [part('baseline', '131'), part('project', '33')] },
    ],
    ['a value that is no decimal', { factors: [{ ...net, value: '9,7' }] }],
    ['an impossible day', { validFrom: '2026-02-30' }],
    ['a field nobody knows', { bonus: 2 }],
    ['disabled but with a figure', { status: 'disabled', disabledReason: { zh: '因', en: 'why' } }],
  ])('refuses %s', (_what, change) => {
    expect(readMethodology({ ...metro(), ...change })).toHaveProperty('faults')
  })

  it('is in force from its first day up to the day before its end', () => {
    const methodology = readMethodology({ ...metro(), validTo: '2026-01-01' }) as Methodology
    expect(isInForce(methodology, '2024-02-29' as CityDay)).toBe(false)
    expect(isInForce(methodology, '2024-03-01' as CityDay)).toBe(true)
    expect(isInForce(methodology, '2025-12-31' as CityDay)).toBe(true)
    expect(isInForce(methodology, '2026-01-01' as CityDay)).toBe(false)
  })
})
