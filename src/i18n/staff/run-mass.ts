import { numberText } from '../numbers'
import type { Locale } from '../words'

/** Decimal places from milligrams to kilograms, and how many of them are shown. */
const KILOGRAM_PLACES = 6
const SHOWN_PLACES = 3

/**
 * 14,806.197 千克 · 14,806.197 kg, from the decimal digits of milligrams, which may pass what a number holds. Always kilograms,
 * so that rows can be compared, and cut, never rounded up.
 */
export const runMassText = (milligramsText: string, locale: Locale): string =>
  `${runMassDigits(milligramsText)} ${locale === 'zh' ? '千克' : 'kg'}`

/** The same without its unit. */
export const runMassDigits = (milligramsText: string): string => {
  const digits = milligramsText.padStart(KILOGRAM_PLACES + 1, '0')
  const whole = digits.slice(0, -KILOGRAM_PLACES)
  const fraction = digits.slice(-KILOGRAM_PLACES).slice(0, SHOWN_PLACES)
  return `${numberText(whole)}.${fraction}`
}
