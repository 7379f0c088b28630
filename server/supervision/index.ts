/** Supervision: staff search, stop and let go on, look at how good data is, and read what staff did. */
export { supervisionRoutes } from './routes'
