import { principalOf } from '#server/platform/index'

/** The member behind a request of a `member` route. */
export const actingMember = principalOf('member')
