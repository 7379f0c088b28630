/** Administration from the terminal of the service's own machine: operators' keys and members of staff. */
export { registerOperatorKey } from './operator-keys'
export { registerStaff } from './staff-members'
export { type Options } from './options'
