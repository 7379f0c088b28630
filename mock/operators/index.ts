/** The carriers of the simulated city: a day of their rides, reproducible by seed, and their machines that sign and push them. */
export {
  cityDay,
  type CityDayOptions,
  type CityRow,
  type CityRowKind,
  type DisturbanceShares,
} from './city-day'
export { boardingsByMinute, CITY_RIDES_A_DAY, MORNING_SHARE } from './day-curve'
export { GARBAGE_FLAWS, garbageLine, type GarbageFlaw } from './garbage-rows'
export {
  loadSmallNetwork,
  loadWholeNetwork,
  parseMetroNetwork,
  type MetroNetwork,
  type Station,
} from './metro-network'
export { createOperatorClient, type OperatorClient, type OperatorClientOptions } from './push-client'
export { createRandom, type Random } from './random'
export {
  bikeRide,
  busRide,
  ferryRide,
  instantText,
  metroRide,
  ownMilligrams,
  type RideMode,
} from './ride-rows'
export { secondChannel } from './ride-source'
export { riderInstruments, type RiderInstruments, type Subject } from './rider'
export { reportSettledRuns, type Report } from './report-robot'
export { sendSigned, type Answer, type SigningKey } from './send-signed'
export {
  newKeyPair,
  operatorKey,
  publicBase64url,
  signedHeaders,
  signingMoment,
  type OperatorKey,
  type SigningMoment,
  type UnsignedRequest,
} from './signed-request'
