import type { GroupKind } from './terms'

export type JoinRefusal = 'group.guardian-needed' | 'group.not-for-children' | 'group.kind-taken'

/**
 * Whether somebody may join a group: one of a kind at once, and a child under 14 only a school's, with her guardian's consent to that
 * (PIPL Art 31). Who is in this very group already stays in it.
 */
export const decideJoin = (asked: {
  readonly kind: GroupKind
  /** Her account rests on a guardian's consent. */
  readonly isChild: boolean
  /** That guardian said yes to groups. */
  readonly isAllowed: boolean
  /** The group of this kind she is in. */
  readonly current: 'none' | 'this' | 'another'
}): 'join' | 'joined' | JoinRefusal => {
  if (asked.current === 'this') return 'joined'
  if (asked.isChild && asked.kind !== 'school') return 'group.not-for-children'
  if (asked.isChild && !asked.isAllowed) return 'group.guardian-needed'
  return asked.current === 'another' ? 'group.kind-taken' : 'join'
}
