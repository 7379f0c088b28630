/** The staff desk: what waits today for whoever asks, counted by the contexts it waits in. */
export { deskRoutes } from './routes'
