/** Administration from the terminal of the service's own machine: operators' keys and members of staff. */
export { registerOperatorKey, retireOperatorKey } from './operator-keys'
export { dismissStaff, registerStaff } from './staff-members'
export { type Options } from './options'
