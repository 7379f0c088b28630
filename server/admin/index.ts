/** Administration from the terminal of the service's own machine: operators' keys, members of staff, institutions and their keys. */
export {
  registerInstitution,
  registerInstitutionKey,
  retireInstitutionKey,
  suspendInstitution,
} from './institutions'
export { registerOperatorKey } from './operator-keys'
export { registerStaff } from './staff-members'
export { type Options } from './options'
