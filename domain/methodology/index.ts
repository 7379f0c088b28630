/** Methodologies 方法学 as data: what a record must hold, and the one multiplication that turns a ride into milligrams. */
export {
  factorPartsOf,
  isInForce,
  quantify,
  type Confidence,
  type Factor,
  type FactorParts,
  type Formula,
  type Methodology,
  type RideQuantity,
  type Words,
} from './methodology'
export {
  fieldDifferences,
  methodologyDifferences,
  recordDifferences,
  type FieldDifference,
} from './differences'
export { addToDraftSums, NO_RIDES, type DraftSums } from './draft-run'
export { comparePersonas } from './personas'
export {
  isStepRefusal,
  stateOfVersion,
  stepMethodology,
  type MethodologyState,
  type MethodologyStep,
  type StepRefusal,
} from './lifecycle'
export { applicantPart, readProposed } from './proposed'
export {
  dueAfter,
  isInConflict,
  opinionText,
  panelVerdict,
  reviewTermsOn,
  type PanelSeat,
  type PanelVerdict,
  type Verdict,
} from './review'
export { readMethodology, type MethodologyFaults } from './read-methodology'
