import { massText, milligrams } from '#domain/measure'
import { numberText } from '../../../i18n'
import { useMassName } from '../../../ui'

/** Beyond it a mass is no safe number of milligrams; then it is said in whole tonnes. */
const DIGITS_MAX = 15
const TONNE_DIGITS = 9

/** Decimal digits of milligrams as people read a mass, cut and never rounded up. */
export function useCityMass(): (milligramsText: string) => string {
  const massName = useMassName()
  return (text) =>
    text.length <= DIGITS_MAX
      ? massName(massText(milligrams(Number(text))))
      : massName({ digits: numberText(text.slice(0, -TONNE_DIGITS)), unit: 't' })
}
