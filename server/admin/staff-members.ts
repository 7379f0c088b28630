import { createHash } from 'node:crypto'

import { appendAudit, brokenConstraint, inTransaction, type Dependencies } from '#server/platform/index'

import { keyBytesOf, oneOf, optionOf, type Options } from './options'

const ROLES = ['centre', 'exchange', 'bureau', 'district'] as const
const PUBLIC_KEY_BYTES = 32

/**
 * Registers a member of staff with her own Ed25519 public key, or gives a known one a new key, name, role or district; a
 * dismissed one is active again. Her open sessions end, because they were opened under what she was before. Returns a sentence
 * for the terminal. Refuses a key that is another's, also of one dismissed: four eyes are two keys.
 */
export const registerStaff = async (deps: Dependencies, options: Options): Promise<string> => {
  const staffId = optionOf(options, 'staff')
  const name = optionOf(options, 'name')
  const role = oneOf(ROLES, optionOf(options, 'role'), 'role')
  const district = role === 'district' ? optionOf(options, 'district') : null
  if (role !== 'district' && options.has('district'))
    throw new Error('Only staff of the role district have a district.')
  const publicKey = keyBytesOf(optionOf(options, 'public-key'), [PUBLIC_KEY_BYTES])
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const changed = await transaction`
      INSERT INTO staff AS known (staff_id, name, role, district, public_key, active)
      VALUES (${staffId}, ${name}, ${role}, ${district}, ${publicKey}, true)
      ON CONFLICT (staff_id) DO UPDATE SET name = excluded.name, role = excluded.role, district = excluded.district,
        public_key = excluded.public_key, active = true
      WHERE (known.name, known.role, known.district, known.public_key, known.active)
        IS DISTINCT FROM (excluded.name, excluded.role, excluded.district, excluded.public_key, true)
      RETURNING 1`
    if (changed.length === 0) return `${staffId} was registered already.`
    await deps.sessions.endAll(transaction, { staffId }, 'registered anew')
    await appendAudit(transaction, {
      occurredAt: deps.clock.now(),
      actor: 'admin',
      action: 'staff.registered',
      subject: staffId,
      detail: { role, district, publicKeyDigest: createHash('sha256').update(publicKey).digest('hex') },
    })
    return `${staffId} is registered as ${role}${district === null ? '' : ` of ${district}`}.`
  }).catch((error: unknown) => {
    if (brokenConstraint(error) !== 'staff_one_key_a_person') throw error
    throw new Error('This public key is registered for somebody else: everybody signs with a key of her own.')
  })
}

/** Dismisses a member of staff: she can sign in no more and her open sessions end at once. What she did stays hers. */
export const dismissStaff = async (deps: Dependencies, options: Options): Promise<string> => {
  const staffId = optionOf(options, 'staff')
  return inTransaction(deps.sql, { isolation: 'read committed', attemptsMax: 3 }, async (transaction) => {
    const dismissed = await transaction`
      UPDATE staff SET active = false WHERE staff_id = ${staffId} AND active RETURNING 1`
    const known = await transaction`SELECT 1 FROM staff WHERE staff_id = ${staffId}`
    if (known.length === 0) throw new Error(`There is no member of staff ${staffId}.`)
    await deps.sessions.endAll(transaction, { staffId }, 'dismissed')
    if (dismissed.length === 0) return `${staffId} had been dismissed already.`
    await appendAudit(transaction, {
      occurredAt: deps.clock.now(),
      actor: 'admin',
      action: 'staff.dismissed',
      subject: staffId,
      detail: {},
    })
    return `${staffId} is dismissed.`
  })
}
