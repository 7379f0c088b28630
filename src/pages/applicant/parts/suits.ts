import type { Membership } from '#contract'
import { may } from '#domain/institution'

/** Owners and managers apply for their institution. */
export const suits = ({ role }: Membership): boolean => may(role, 'runProjects')
