/** What the pages of applicants read: projects, scenes, methodologies and entrustments, in her own name or an institution's. */
export { type ApplicantStores } from './create-applicant-stores'
export { useApplicantStores, type As } from './use-applicant-stores'
export { type ApplicantPageName } from './applicant-navigation'
export { askedOf, hasEnded, type Asked, type Entry } from './applications-store'
export {
  isSimple,
  partsOf,
  readSize,
  PROJECT_STEPS,
  type ProjectDraft,
  type ProjectDraftField,
} from './project-draft'
export { type RuleFinding } from './project-rules'
export { lastDayOf, periodOf } from './period-text'
export { SCENE_STEPS, type SceneDraft, type SceneDraftField } from './scene-draft-store'
export { PROPOSAL_STEPS, type ProposalDraft, type ProposalField } from './proposal-draft'
