/** Tills: showing a voucher, taking it exactly once, taking it back, and turning collected points back into reductions. */
export { tillRoutes } from './routes'
