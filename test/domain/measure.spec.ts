import fc from 'fast-check'
import { floorGrams, massText, massTextExact, milligrams, sumMilligrams } from '#domain/measure'

describe('a quantity', () => {
  it.each([1.5, -1, NaN, Infinity, 2 ** 53])('refuses %p', (value) => {
    expect(() => milligrams(value)).toThrow(RangeError)
  })

  it('sums exactly and refuses a sum beyond 2^53', () => {
    expect(sumMilligrams([milligrams(1), milligrams(2)])).toBe(3)
    expect(() => sumMilligrams([milligrams(Number.MAX_SAFE_INTEGER), milligrams(1)])).toThrow(RangeError)
  })

  it('floors to grams and never credits a gram that was not saved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (mass) => {
        const rest = mass - floorGrams(milligrams(mass)) * 1000
        expect(rest).toBeGreaterThanOrEqual(0)
        expect(rest).toBeLessThan(1000)
      }),
    )
  })
})

describe('a mass for people', () => {
  it.each([
    [0, '0', 'g'],
    [421, '421', 'mg'],
    [97_000, '97', 'g'],
    [97_450, '97.45', 'g'],
    [100_000, '100', 'g'],
    [421_999, '421.999', 'g'],
    [1_197_465, '1.197', 'kg'],
    [64_000_000_000, '64.000', 't'],
    [1_234_567_000_000, '1,234.567', 't'],
  ] as const)('%p mg reads %s %s', (mass, digits, unit) => {
    expect(massText(milligrams(mass))).toEqual({ digits, unit })
  })

  it('keeps every digit one tap away', () => {
    expect(massTextExact(milligrams(1_197_465))).toEqual({ digits: '1,197.465', unit: 'g' })
    expect(massTextExact(milligrams(5))).toEqual({ digits: '0.005', unit: 'g' })
  })

  /** What the digits on the screen say, in milligrams. */
  const shownMilligrams = (mass: number): bigint => {
    const scale = { mg: 1, g: 1e3, kg: 1e6, t: 1e9 }
    const { digits, unit } = massText(milligrams(mass))
    const [whole = '', fraction = ''] = digits.replace(/,/g, '').split('.')
    return (BigInt(whole + fraction) * BigInt(scale[unit])) / 10n ** BigInt(fraction.length)
  }

  it('never shows more than was saved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e14 }), (mass) => {
        expect(shownMilligrams(mass) <= BigInt(mass)).toBe(true)
        expect(shownMilligrams(mass) > 0n).toBe(true)
      }),
    )
  })

  it('shows masses below a kilogram so that they add up to the milligram', () => {
    const mass = fc.integer({ min: 0, max: 999_999 })
    fc.assert(
      fc.property(fc.array(mass, { maxLength: 9 }), (masses) => {
        const shown = masses.reduce((sum, one) => sum + shownMilligrams(one), 0n)
        expect(shown).toBe(BigInt(masses.reduce((sum, one) => sum + one, 0)))
      }),
    )
  })

  it('leaves off less than a gram of what weighs kilograms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 999_999_999 }), (mass) => {
        expect(BigInt(mass) - shownMilligrams(mass) < 1_000n).toBe(true)
      }),
    )
  })
})
