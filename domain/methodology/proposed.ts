import type { Methodology } from './methodology'
import { readMethodology, type MethodologyFaults } from './read-methodology'

/** Fields of a record that are not the applicant's to fill in: the centre and the day of publication give them. */
const GIVEN = ['code', 'version', 'schemeId', 'status', 'disabledReason', 'validFrom', 'validTo'] as const

/** What the centre gives a proposal. */
export type GivenFields = Pick<Methodology, 'code' | 'version' | 'schemeId' | 'validFrom'>

/** The applicant's part of a kept record, for the next version to begin from. */
export const applicantPart = (methodology: Methodology): Record<string, unknown> =>
  Object.fromEntries(Object.entries(methodology).filter(([field]) => !isGiven(field)))

/** Whether a field of a record is the centre's to give. */
export const isGiven = (field: string): boolean => GIVEN.some((given) => given === field)

/**
 * Reads what an applicant handed in as the methodology it would become. The whole official outline is needed, beside what
 * `readMethodology` asks of every published record; its faults come back field by field.
 */
export const readProposed = (
  record: Readonly<Record<string, unknown>>,
  given: GivenFields,
): Methodology | MethodologyFaults => {
  const meddled = Object.keys(record).filter(isGiven)
  const read = readMethodology({
    ...record,
    ...given,
    status: 'published',
    disabledReason: null,
    validTo: null,
  })
  const faults = [
    ...meddled.map((field) => `${field} is given by the centre`),
    ...(record['outline'] === undefined ? ['outline is missing'] : []),
    ...('faults' in read ? read.faults : []),
  ]
  return faults.length > 0 || 'faults' in read ? { faults } : read
}
