/** Messages: what residents are told, under Me and through their hosts, once each. */
export { forgetMessages, tell, type Told } from './tell'
export { messageRoutes } from './routes'
