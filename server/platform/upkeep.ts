import { type Dependencies } from './dependencies'
import { IDEMPOTENCY_KEPT_SECONDS } from './idempotency'

/** Ended sessions are kept this long, so that a complaint about a sign-in can still be looked into. */
const SESSION_KEPT_DAYS = 30

/** Forgets what the platform no longer needs: stale nonces, answers kept for retries, what hosts attested for sessions that ran out, long-ended sessions. */
export function registerUpkeep({ jobs, sql, clock }: Pick<Dependencies, 'jobs' | 'sql' | 'clock'>): void {
  jobs.register({
    name: 'platform.forget-expired',
    cron: '*/10 * * * *',
    run: async () => {
      const now = clock.now()
      const answersBefore = new Date(now.getTime() - IDEMPOTENCY_KEPT_SECONDS * 1000)
      const sessionsBefore = new Date(now.getTime() - SESSION_KEPT_DAYS * 86_400_000)
      await sql`DELETE FROM http_nonce WHERE forget_after < ${now}`
      await sql`DELETE FROM idempotency_key WHERE begun_at < ${answersBefore}`
      await sql`
        UPDATE session SET subject_sealed = NULL, person_index = NULL
        WHERE expires_at <= ${now} AND (subject_sealed IS NOT NULL OR person_index IS NOT NULL)`
      await sql`DELETE FROM session WHERE expires_at < ${sessionsBefore} OR revoked_at < ${sessionsBefore}`
    },
  })
}
