import type { Measure, ProjectMethodology } from '#domain/project'
import { numberText, useLocale, useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/applicant/project'
import { useApplicantStores } from '../../../stores/applicant'

const PLACES = 3

/** Decimal digits written `places` smaller, without rounding, however many there are: 1234567 at 3 → 1,234.567. */
export function smallerText(digits: string, places: number): string {
  const padded = digits.padStart(places + 1, '0')
  const rest = padded.slice(padded.length - places).replace(/0+$/, '')
  return `${numberText(padded.slice(0, padded.length - places))}${rest && `.${rest}`}`
}

/** What meters counted, in words: 1,234.5 kWh. */
export function useMeasured() {
  const { projectDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(projectWords)
  const methodologyFor = (kind: string): ProjectMethodology | undefined =>
    projectDraft.offered.find((one) => one.kind === kind)
  const quantityText = (measure: Measure | undefined, digits: string): string =>
    measure?.unit === 'gram'
      ? say('sumGrams', { n: numberText(digits) })
      : say('sumUnit', { n: smallerText(digits, PLACES) })
  const nameOf = (measure: Measure): string => measure.name[locale]
  return { methodologyFor, quantityText, nameOf }
}
