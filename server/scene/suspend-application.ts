import { refuse, type Refusal } from '#contract'
import {
  principalKey,
  type Dependencies,
  type MemberPrincipal,
  type StaffPrincipal,
} from '#server/platform/index'

import { stepApplication, type Act } from './step-application'

type Parts = Pick<Dependencies, 'sql' | 'clock'>
type Reasoned = Act & { readonly reasons: string }

/** Stops a live scene of an operator, at once and by one person: doubt must not wait. Refuses request.not-found, scene.not-in-state, scene.already-ended. */
export const suspendScene = (deps: Parts, staff: StaffPrincipal, act: Reasoned): Promise<Refusal | null> =>
  stepApplication(deps, {
    ...act,
    reach: { kind: 'office', actor: principalKey(staff) },
    action: 'scene.suspended',
    step: { kind: 'suspend' },
  })

/**
 * Lets a suspended scene go on, by another person than the one who stopped it. Refuses request.not-found, scene.not-in-state,
 * scene.already-ended, scene.other-person-needed.
 */
export const resumeScene = (deps: Parts, staff: StaffPrincipal, act: Reasoned): Promise<Refusal | null> =>
  stepApplication(
    deps,
    {
      ...act,
      reach: { kind: 'office', actor: principalKey(staff) },
      action: 'scene.resumed',
      step: { kind: 'resume' },
    },
    async (transaction, row) => {
      const [last] = await transaction<{ actor: string }[]>`
        SELECT actor FROM scene_step WHERE application_id = ${row.application_id} AND action = 'scene.suspended'
        ORDER BY step_no DESC LIMIT 1`
      return last?.actor === principalKey(staff) ? refuse('scene.other-person-needed') : {}
    },
  )

/** Ends an application or a live scene for good, by its applicant or the operator's own institution. Refuses request.not-found, mandate.refused, scene.already-ended. */
export const withdrawApplication = (
  deps: Parts,
  member: MemberPrincipal,
  act: Reasoned,
): Promise<Refusal | null> =>
  stepApplication(deps, {
    ...act,
    reach: { kind: 'member', member },
    action: 'scene.withdrawn',
    step: { kind: 'withdraw' },
  })
