/** Acting for an institution: whose member she is, the session she acts in, the client that carries it. Shared by the roles' subpackages. */
export { byAuthority, type As, type Authority } from './by-authority'
export { createMember, type Member } from './create-member'
export { useMember } from './use-member'
export { type MemberEnd, type MemberSessionStore } from './member-session-store'
