/** Scenes 减排场景: how an operator's application goes live and ends, which rides count meanwhile, and what behaviour scenes earn. */
export { admitRide, type Admission, type LivePeriod, type SceneConnection } from './admit-ride'
export {
  BEHAVIOUR_CLASS,
  evidenceTiersOn,
  isClassOfKind,
  isTierOpen,
  type EvidenceCap,
  type EvidenceTier,
  type SceneKind,
} from './behaviour'
export {
  isSceneStepRefusal,
  stepScene,
  type SceneState,
  type SceneStep,
  type SceneStepRefusal,
} from './lifecycle'
export { addApproval, SCENE_OFFICES, type ReviewOutcome, type SceneOffice, type SceneReview } from './review'
export { judgeTrial, type TrialPush, type TrialVerdict } from './system-test'
export { endOfTerm, extensionOpensOn, mayAskExtension, sceneTermsOn, type SceneTerms } from './terms'
