/** Staff: signing in with their own keys, answering appeals, and leaving a trace for residents whose data they read. */
export { countWaitingAppeals } from './count-waiting-appeals'
export { challengeHolder, startKeySession, type KeyDoor } from './key-sign-in'
export { recordReads } from './record-reads'
export { staffRoutes } from './routes'
