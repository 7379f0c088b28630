import { refuse, type Refusal, type StaffChallenge, type StaffRole, type StaffSession } from '#contract'
import type { Dependencies } from '#server/platform/index'

import { challengeHolder, startKeySession, type KeyDoor } from './key-sign-in'

interface StaffRow {
  readonly staff_id: string
  readonly name: string
  readonly role: StaffRole
  readonly district: string | null
}

const STAFF_DOOR: KeyDoor<StaffRow> = {
  kind: 'staff',
  subjectOf: ({ staff_id: staffId, role, district }) => ({ kind: 'staff', staffId, role, district }),
}

/** A text for a member of staff to sign. Refuses staff.key-unknown. */
export const challengeStaff = async (
  deps: Pick<Dependencies, 'sql' | 'clock'>,
  staffId: string,
): Promise<StaffChallenge | Refusal> =>
  (await challengeHolder(deps, STAFF_DOOR, staffId)) ?? refuse('staff.key-unknown')

/** A staff session for whoever signed the challenge with the registered Ed25519 key. Refuses staff.challenge-refused. */
export const startStaffSession = async (
  deps: Pick<Dependencies, 'sql' | 'clock' | 'sessions'>,
  answer: { challengeId: string; signature: string; requestId: string },
): Promise<StaffSession | Refusal> => {
  const begun = await startKeySession(deps, STAFF_DOOR, answer)
  if (begun === undefined) return refuse('staff.challenge-refused')
  const { staff_id: staffId, name, role, district } = begun.holder
  return { ...begun.token, staff: { staffId, name, role, district } }
}
