/** Proposals 方法学申请: how a methodology comes to be published, revised and ended, and the public register of what came of it. */
export { countWaitingProposals } from './count-waiting-proposals'
export { unlinkProposals } from './applicant'
export { proposalRoutes } from './routes'
