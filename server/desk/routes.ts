import { DeskWaiting } from '#contract'
import { countWaitingCorrections } from '#server/credit-record/index'
import { countWaitingFraud } from '#server/fraud/index'
import { countWaitingRuns } from '#server/issuance/index'
import { staffOf, type App, type Dependencies, type StaffPrincipal } from '#server/platform/index'
import { countWaitingProjects } from '#server/project/index'
import { countWaitingProposals } from '#server/proposal/index'
import { countWaitingScenes } from '#server/scene/index'
import { countWaitingAppeals } from '#server/staff/index'
import { countWaitingDisputes } from '#server/statement/index'

type Waiting = DeskWaiting['items']
type Count = (deps: Dependencies, staff: StaffPrincipal) => Promise<Waiting>

/** Each context knows what waits in it and for whom. */
const COUNTS: readonly Count[] = [
  countWaitingRuns,
  countWaitingAppeals,
  countWaitingDisputes,
  countWaitingProposals,
  countWaitingScenes,
  countWaitingProjects,
  countWaitingCorrections,
  countWaitingFraud,
]

export const deskRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get(
    '/v1/staff/desk',
    { config: { access: 'staff' }, schema: { response: { 200: DeskWaiting } } },
    (request) => countWaiting(deps, staffOf(request)),
  )
}

/** One after the other: a desk that is looked at takes one connection, not eight. */
const countWaiting = async (deps: Dependencies, staff: StaffPrincipal): Promise<DeskWaiting> => {
  const items: Waiting = []
  for (const count of COUNTS) items.push(...(await count(deps, staff)).filter((one) => one.count > 0))
  return { items }
}
