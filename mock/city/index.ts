/** The people of the simulated city: residents with names and stories, every one of them invented, and staff who work the queue. */
export { residents, type Resident } from './residents'
export { type WalletCard } from './wallet'
export { nextRide, operatorOf, settleInhabitants, type InhabitantRide } from './inhabitants'
export {
  signInResident,
  type MemberClient,
  type ResidentClient,
  type ResidentPlaces,
} from './resident-client'
export { createStaffClient, type StaffAnswer, type StaffClient, type StaffKey } from './staff-client'
export { workThroughQueue, type StaffDeed, type StaffDesks } from './staff-robot'
export { deskRide, deskRideByOtherChannel, type DeskRide, type ReportedRide } from './take-ride'
