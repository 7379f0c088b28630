/** The mall: what is on the shelf, who lists it, and who pays for it. */
export { mallRoutes } from './routes'
