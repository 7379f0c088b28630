/** What the console's pages read and do: methodologies, scenes, projects and the two lists the offices keep. Only their sub-package loads it. */
export {
  isReplaceable,
  methodologyActs,
  retirementActs,
  type MethodologyActs,
  type Seat,
} from './methodology-acts'
export {
  projectActs,
  reportActs,
  waitsInReports,
  type OwnName,
  type ProjectActs,
  type ReportActs,
} from './project-acts'
export { sceneActs, type OfficeWord, type SceneActs } from './scene-acts'
export { useConsoleStores } from './use-console-stores'
