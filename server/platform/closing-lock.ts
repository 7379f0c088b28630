import { type Transaction } from './database'

/**
 * Of a push and a closing that run side by side neither sees what the other has written. Each takes this as its last step and
 * looks again: whoever comes second sees the first committed. Pushes share it, a closing has it alone; both only up to their
 * commit, which is next.
 */
export async function meetClosings(sql: Transaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock_shared(hashtext('account closing'))`
}

/** The closing's side: pushes that are about to commit do so first, and those after it see the account closed. */
export async function meetPushes(sql: Transaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('account closing'))`
}
