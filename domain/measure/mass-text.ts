import type { Milligrams } from './quantity'

/** A mass as people read it: digits and unit apart, because the number is the hero and the unit is small. */
export interface MassText {
  readonly digits: string
  readonly unit: 'mg' | 'g' | 'kg' | 't'
}

const GROUP = /\B(?=(\d{3})+(?!\d))/g

/** Digits of `mass` shifted by `shift` decimal places and cut, not rounded up, to `decimals`: what is shown was really saved. */
const shifted = (mass: number, shift: number, decimals: number): string => {
  const digits = String(mass).padStart(shift + 1, '0')
  const whole = digits.slice(0, digits.length - shift).replace(GROUP, ',')
  const fraction = digits.slice(digits.length - shift, digits.length - shift + decimals)
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/**
 * Short form: 0 g, 421 mg, 97 g, 215.6 g, 1.197 kg, 12.345 t. Below a kilogram every digit we hold, so that small rides add up
 * to the sum shown above them; from there on cut to the gram (a tonne to the kilogram), never rounded up.
 */
export const massText = (mass: Milligrams): MassText => {
  if (mass === 0) return { digits: '0', unit: 'g' }
  if (mass < 1_000) return { digits: String(mass), unit: 'mg' }
  if (mass < 1_000_000) return { digits: shifted(mass, 3, 3).replace(/\.?0+$/, ''), unit: 'g' }
  if (mass < 1_000_000_000) return { digits: shifted(mass, 6, 3), unit: 'kg' }
  return { digits: shifted(mass, 9, 3), unit: 't' }
}

/** Every digit we hold: 1,197.465 g. One tap away from the short form. */
export const massTextExact = (mass: Milligrams): MassText => ({
  digits: shifted(mass, 3, mass % 1000 === 0 ? 0 : 3),
  unit: 'g',
})
