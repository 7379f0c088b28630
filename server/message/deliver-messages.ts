import type { Message } from '#contract'
import { afterAttempt, type Delivery } from '#domain/message'
import type { HostMessage, Hosts } from '#server/gateways/index'
import type { Dependencies } from '#server/platform/index'

import { messageColumns, messageOnWire, type MessageRow } from './message-row'

/** So many calls to hosts are under way at once. */
const BATCH_SIZE = 20
/** A try whose process died is made again after this, under the same key. */
const LEASE_SECONDS = 60
/** One run works for about this long; the next goes on. */
const RUN_MILLISECONDS_MAX = 30_000

/** More tries than this are not counted apart. */
const ATTEMPTS_COUNTED_MAX = 1_000

export type DeliveryOutcome = 'sent' | 'again' | 'refused' | 'unreachable' | 'noHost' | 'unreadable'

/** Where the module has the pages a message opens. */
const PATHS: Readonly<Record<Message['opens'], string>> = {
  scenes: '/pages/resident/scenes',
  rides: '/pages/resident/rides',
  appeals: '/pages/account/appeals',
  guardian: '/pages/account/guardian',
  points: '/pages/mall/points',
  vouchers: '/pages/mall/vouchers',
  home: '/pages/resident/home',
  credit: '/pages/credit/credit',
  project: '/pages/applicant/project',
  proposal: '/pages/applicant/proposal',
}

const pathOf = ({ opens, about }: Message): string => {
  if (about === null) return PATHS[opens]
  const which = about.kind === 'project' ? `projectId=${about.projectId}` : `proposalId=${about.proposalId}`
  return `${PATHS[opens]}?as=me&${which}`
}

interface DueMessage extends MessageRow {
  readonly host_id: string | null
  readonly subject_sealed: Buffer | null
}

/**
 * Sends every message that is due to the host its resident used last, each under its own id as idempotency key: a host that has
 * taken it already takes it as done. What she has read in the module meanwhile is not sent. Reports what became of each try.
 */
export const deliverMessages = async (
  deps: Dependencies,
  hosts: Hosts,
  report: (outcome: DeliveryOutcome) => void,
): Promise<void> => {
  const until = performance.now() + RUN_MILLISECONDS_MAX
  for (;;) {
    const due = await takeDue(deps, hosts)
    await Promise.all(due.map(async (message) => report(await deliver(deps, hosts, message))))
    if (due.length < BATCH_SIZE || performance.now() > until) return
  }
}

/** Takes a batch for this process alone: whoever looks beside it gets others, whoever looks after the lease gets what is left. */
const takeDue = async ({ sql, clock }: Dependencies, hosts: Hosts): Promise<DueMessage[]> => {
  const now = clock.now()
  const lease = new Date(now.getTime() + LEASE_SECONDS * 1000)
  return sql<DueMessage[]>`
    WITH due AS (
      SELECT message_id FROM message
      WHERE sent_at IS NULL AND dead_at IS NULL AND read_at IS NULL AND attempt_after <= ${now}
      ORDER BY attempt_after LIMIT ${BATCH_SIZE} FOR UPDATE SKIP LOCKED
    ), message AS (
      UPDATE message SET attempts = least(attempts + 1, ${ATTEMPTS_COUNTED_MAX}), attempt_after = ${lease} FROM due
      WHERE message.message_id = due.message_id
      RETURNING message.*
    )
    SELECT ${messageColumns(sql)}, reached.host_id, reached.subject_sealed
    FROM message LEFT JOIN LATERAL (
      SELECT host_id, subject_sealed FROM account_host
      WHERE account_host.account_id = message.account_id AND host_id = ANY (${[...hosts.passingMessagesOn]}::text[])
      ORDER BY seen_at DESC, host_id LIMIT 1
    ) AS reached ON true`
}

const deliver = async (deps: Dependencies, hosts: Hosts, due: DueMessage): Promise<DeliveryOutcome> => {
  const { host_id: hostId, subject_sealed: sealed, attempts } = due
  if (hostId === null || sealed === null) {
    await settle(deps, due, { state: 'dead', reason: 'noHost' })
    return 'noHost'
  }
  const subject = subjectOf(deps, sealed, due)
  if (subject === null) {
    await settle(deps, due, { state: 'dead', reason: 'unreadable' })
    return 'unreadable'
  }
  const told = messageOnWire(due)
  const { messageId, at, title, text } = told
  const message: HostMessage = { messageId, subject, at, title, text, path: pathOf(told) }
  const outcome = await hosts.passMessageOn(hostId, message, deps.clock.now())
  const delivery = afterAttempt({ outcome, attempts, spread: Math.random(), now: deps.clock.now() })
  await settle(deps, due, delivery)
  return delivery.state === 'dead' ? delivery.reason : delivery.state
}

/** Her id at the host; null when it cannot be opened, which no later try would change. */
const subjectOf = ({ crypto, log }: Dependencies, sealed: Buffer, due: DueMessage): string | null => {
  try {
    return crypto.open('host-subject', sealed, due.account_id).toString('utf8')
  } catch (error) {
    log.error({ err: error, messageId: due.message_id }, 'where a message goes cannot be read')
    return null
  }
}

const settle = async (
  { sql, clock }: Dependencies,
  { message_id: messageId }: DueMessage,
  delivery: Delivery | { readonly state: 'dead'; readonly reason: 'noHost' | 'unreadable' },
): Promise<void> => {
  const now = clock.now()
  switch (delivery.state) {
    case 'sent':
      await sql`UPDATE message SET sent_at = ${now} WHERE message_id = ${messageId} AND dead_at IS NULL`
      return
    case 'again':
      await sql`UPDATE message SET attempt_after = ${delivery.after} WHERE message_id = ${messageId}`
      return
    case 'dead':
      await sql`
        UPDATE message SET dead_at = ${now}, dead_reason = ${delivery.reason}
        WHERE message_id = ${messageId} AND sent_at IS NULL`
  }
}
