/** What an operator's own people read: what came in, what was refused and why, runs, reconciliations and keys. */
export { operatorDeskRoutes } from './routes'
