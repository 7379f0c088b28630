/** Rides as their resident sees them: home, the months, one ride with its sum, and what is wrong with it. */
export { rideRoutes } from './routes'
export { storedStateOf, type StoredStanding } from './judge-rides'
