import { Type } from '@sinclair/typebox'

import { OperatorGuarantee, wire } from '#contract'
import { operatorOf, type App, type Dependencies } from '#server/platform/index'

import { followWithdrawals } from './follow-withdrawals'
import { readGuarantee } from './read-guarantee'

/** As often as confirmed runs are issued: what is taken back is not hers to spend meanwhile for long. */
const PERIOD_SECONDS = 5

const OperatorParams = Type.Object({ operatorId: wire.OperatorId })

/** The work that follows withdrawals, and what an operator answers for because of its own. */
export const clawBackRoutes = async (app: App, deps: Dependencies): Promise<void> => {
  app.get(
    '/v1/operators/:operatorId/guarantee',
    {
      config: { access: 'operator' },
      schema: { params: OperatorParams, response: { 200: OperatorGuarantee } },
    },
    (request) => readGuarantee(deps, operatorOf(request)),
  )
  deps.jobs.register({
    name: 'claw-back.follow-withdrawals',
    everySeconds: PERIOD_SECONDS,
    run: () => followWithdrawals(deps),
  })
}
