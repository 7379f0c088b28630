import type { Membership } from '#contract'

/** These pages are for those who sell; mall operators and sponsors have theirs. */
export const isMerchants = ({ isMerchant }: Membership): boolean => isMerchant
