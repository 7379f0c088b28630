import type { Dependencies, Queryable } from '#server/platform/index'

/** Where a resident can be reached: her id at a host, sealed for her account. */
export interface HostOfAccount {
  readonly accountId: string
  readonly hostId: string
  readonly subject: string
}

/** Remembers that she came through this host just now, so that a message finds her there. Nothing is kept of a closed account. */
export const rememberHost = async (
  { crypto, clock }: Pick<Dependencies, 'crypto' | 'clock'>,
  sql: Queryable,
  { accountId, hostId, subject }: HostOfAccount,
): Promise<void> => {
  await sql`
    INSERT INTO account_host (account_id, host_id, subject_sealed, seen_at)
    SELECT account_id, ${hostId}::text, ${crypto.seal('host-subject', subject, accountId)}::bytea, ${clock.now()}::timestamptz
    FROM account WHERE account_id = ${accountId} AND closed_at IS NULL FOR SHARE
    ON CONFLICT (account_id, host_id) DO UPDATE
    SET subject_sealed = excluded.subject_sealed, seen_at = greatest(account_host.seen_at, excluded.seen_at)`
}
