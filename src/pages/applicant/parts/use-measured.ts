import type { Measure, ProjectMethodology } from '#domain/project'
import { decimalText, numberText, useLocale, useWords } from '../../../i18n'
import { projectWords } from '../../../i18n/applicant/project'
import { useApplicantStores } from '../../../stores/applicant'

const PLACES = 3

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
      : say('sumUnit', { n: decimalText(digits, PLACES) })
  const nameOf = (measure: Measure): string => measure.name[locale]
  return { methodologyFor, quantityText, nameOf }
}
