/** Projects 减排项目: their methodologies as data, who may be credited and for what, readings, and the way from a draft to its serials. */
export {
  ineligibilityOf,
  PERIOD_DAYS_MAX,
  periodFaultOf,
  type Ineligibility,
  type Period,
  type PeriodFault,
  type ProjectClaim,
} from './eligibility'
export {
  isProjectStepRefusal,
  stepProject,
  type ProjectState,
  type ProjectStep,
  type ProjectStepRefusal,
} from './project-steps'
export {
  implausibleDayOf,
  readingFaultOf,
  readingLine,
  type CountedDay,
  type MeteredProject,
  type Reading,
  type ReadingFault,
} from './reading'
export { projectMethodologyDifferences, readProjectMethodology } from './read-project-methodology'
export { reductionOf, type MeasuredTotals } from './reduction'
export { projectTermsOn } from './terms'
export { decideSigning, DECIDING_BODIES, type DecidingBody, type SignedName } from './two-bodies'
export {
  type Measure,
  type MeasuredUnit,
  type ProjectMethodology,
  type SizeUnit,
} from './project-methodology'
