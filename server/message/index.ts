/** Messages: what residents are told, under Me and through their hosts, once each. */
export { forgetMessages, tell, tellMany, type Told } from './tell'
export { tellApplicant, type ToldOfApplication } from './tell-applicant'
export { messageRoutes } from './routes'
