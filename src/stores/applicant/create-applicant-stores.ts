import { applicationApi } from '../../api/resources/applications'
import type { Stores } from '../create-stores'
import type { Authority } from '../member'
import { createApplicantNavigation } from './applicant-navigation'
import { ApplicationsStore } from './applications-store'
import { EntrustmentsStore } from './entrustments-store'
import { ProjectDraftStore } from './project-draft-store'
import { ProjectStore } from './project-store'
import { ProposalDraftStore } from './proposal-draft-store'
import { ProposalStore } from './proposal-store'
import { ReadingsStore } from './readings-store'
import { SceneDraftStore } from './scene-draft-store'
import { SceneStore } from './scene-store'

/** Builds what an applicant's pages read, over her own authority or that of the institution she acts for. */
export function createApplicantStores(
  { surroundings: { host, now }, client: hers }: Pick<Stores, 'surroundings' | 'client'>,
  { as, client, lastKnown }: Authority,
) {
  const isInstitution = as === 'institution'
  const api = applicationApi(client, isInstitution ? '/v1/institution' : '/v1/me', hers)
  const project = new ProjectStore(api, now)
  const proposal = new ProposalStore(api)
  const scene = new SceneStore(api, now)
  const entrustments = new EntrustmentsStore(api, isInstitution)
  const stores = {
    applications: new ApplicationsStore(api, isInstitution),
    project,
    projectDraft: new ProjectDraftStore(api, { project, entrustments, lastKnown, now }),
    readings: new ReadingsStore(api),
    scene,
    sceneDraft: new SceneDraftStore(api, { scene, lastKnown }),
    proposal,
    proposalDraft: new ProposalDraftStore(api, { proposal, lastKnown }),
    entrustments,
  }
  return {
    as,
    navigation: createApplicantNavigation(host.nav, as),
    ...stores,
    /** Nothing of one institution is shown in another's name. */
    forget: () => Object.values(stores).forEach((store) => store.forget()),
  }
}

export type ApplicantStores = ReturnType<typeof createApplicantStores>
