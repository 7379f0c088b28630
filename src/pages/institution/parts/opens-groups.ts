import type { Membership } from '#contract'
import { may } from '#domain/institution'

/** Any institution opens groups, whatever else it does. */
export const opensGroups = ({ role }: Membership): boolean => may(role, 'openGroups')
