import { staffListsApi } from '../../api/resources/staff-lists'
import { staffMethodologiesApi } from '../../api/resources/staff-methodologies'
import { staffProjectsApi } from '../../api/resources/staff-projects'
import { staffScenesApi } from '../../api/resources/staff-scenes'
import type {
  ProposalList,
  ProposalSummary,
  ProjectList,
  SceneApplicationList,
  StaffProject,
} from '#contract'
import { RemoteValue } from '../remote'
import type { StaffStores } from '../staff'
import { ActedOn } from './acted-on'
import { ByState } from './by-state'
import { DraftRunStore } from './draft-run-store'
import { ExclusionsStore, ExpertsStore } from './lists-stores'

/** Builds what the console reads and does, with the authority of whoever is at the desk. */
export function createConsoleStores({ client, whenSheLeaves }: StaffStores) {
  const [methodologyApi, sceneApi, projectApi] = [
    staffMethodologiesApi(client),
    staffScenesApi(client),
    staffProjectsApi(client),
  ]
  const lists = staffListsApi(client)
  const stores = {
    proposals: new ByState<ProposalSummary['state'], ProposalList>('submitted', methodologyApi.list),
    proposal: new ActedOn(methodologyApi.read),
    register: new RemoteValue(() => methodologyApi.register()),
    retirement: new ActedOn((id) => methodologyApi.retirement(...versionOf(id))),
    draftRun: new DraftRunStore(methodologyApi),
    scenes: new ByState<SceneApplicationList['items'][number]['state'], SceneApplicationList>(
      'applied',
      sceneApi.list,
    ),
    scene: new ActedOn(sceneApi.read),
    projects: new ByState<StaffProject['state'], ProjectList>('applied', projectApi.list),
    project: new ActedOn(projectApi.read),
    projectEvidence: new ActedOn(projectApi.evidence),
    projectMethodologies: new RemoteValue(() => projectApi.methodologies()),
    exclusions: new ExclusionsStore(lists),
    experts: new ExpertsStore(lists),
  }
  whenSheLeaves(() => Object.values(stores).forEach((store) => store.forget()))
  return { ...stores, methodologyApi, sceneApi, projectApi }
}

export type ConsoleStores = ReturnType<typeof createConsoleStores>

/** A version by one name: SHCER02020022024II/1. */
const versionOf = (id: string): [code: string, version: number] => {
  const [code = '', version = ''] = id.split('/')
  return [code, Number(version)]
}
