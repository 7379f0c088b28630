/** Reconciliation 对账: what an operator's book of a day expects here, what two accounts of one ride differ in, how long breaks are kept. */
export { STANDINGS, standingOf, type Standing } from './standing'
export { differencesOf, type RideAccount } from './differences'
export { breaksKeptUntil } from './terms'
