/** Credit records: derived for their holders, corrected by two bodies, and stated to one reader for one purpose and period. */
export { countWaitingCorrections } from './count-waiting-corrections'
export { creditRecordRoutes } from './routes'
export { forgetCredit } from './forget-credit'
export { readCreditRecord } from './read-record'
export { listOverdueCorrections } from './list-corrections'
export { boundsOf, claimedTermsOf } from './statement-evidence'
export { verifyStatement, signStatement, type StatedRecord } from './statement-jws'
export { heldOf, purposeOf, selectStatement, type StatementRow } from './statement-row'
