import type { Membership } from '#contract'
import { may } from '#domain/institution'

/** Owners and managers see the record of their institution and show it to others. */
export const suits = ({ role }: Membership): boolean => may(role, 'shareCredit')
