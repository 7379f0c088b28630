/** What several of the staff pages are made of. */
export { Queue } from './queue'
export { StaffPage } from './staff-page'
export { StaffRow } from './staff-row'
export { useAct } from '../../resident/parts/use-act'
export { useRunLine } from './use-run-line'
export { useStaffShown } from './use-staff-shown'
export { WhoIsHere } from './who-is-here'
