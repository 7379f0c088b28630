import type { CryptoModule } from '#server/platform/index'

/** The keyed blind index of a person at a host, under which her memberships are found; a cashier has no other name here. */
export const memberSubjectIndex = (
  crypto: CryptoModule,
  person: { hostId: string; subject: string },
): Buffer => crypto.blindIndex('institution-member', `${person.hostId}\n${person.subject}`)
