import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import type { AuditFault } from '#domain/audit'
import type { PushOutcome } from '#contract'
import type { Transaction } from '#server/platform/index'

import type { SqlCheck } from './sql-check'

const PUSHES_A_ROUND = 20
const VERDICTS = ['accepted', 'duplicate', 'conflict', 'unmatched', 'rejected', 'tested'] as const

const unpack = promisify(gunzip)

interface KeptPush extends Record<(typeof VERDICTS)[number], number> {
  operator_no: number
  push_id: string
  row_count: number
  received_at: Date
  outcome: Buffer
}

/** A ride carries the moment of the push it first came with: that push is there, and its moment is in its own stored answer. */
export const PUSH_CHECKS: readonly SqlCheck[] = [
  {
    table: 'push',
    query: (sql) => sql`
      SELECT format('operator_no=%s, received_at=%s', operator_no, received_at) AS key, 'the push of its rides' AS what,
        'a push of that moment' AS expected, format('none for %s rides', count(*)) AS found
      FROM ride LEFT JOIN push USING (operator_no, received_at)
      WHERE push.push_id IS NULL GROUP BY operator_no, received_at`,
  },
  {
    table: 'ride',
    query: (sql) => sql`
      SELECT format('operator_day=%s, ride_key=%s', operator_day, ride_key) AS key, 'received_at' AS what,
        'the moment of a push of its operator' AS expected, ride.received_at::text AS found
      FROM ride LEFT JOIN push USING (operator_no, received_at) WHERE push.push_id IS NULL`,
  },
]

/** What a push was counted as must be what its stored answer says, verdict by verdict. */
export async function* pushFaults(sql: Transaction): AsyncGenerator<AuditFault> {
  const rounds = sql<KeptPush[]>`
    SELECT operator_no, push_id, received_at, row_count, accepted, duplicate, conflict, unmatched, rejected, tested, outcome FROM push
    ORDER BY operator_no, push_id`.cursor(PUSHES_A_ROUND)
  for await (const pushes of rounds) {
    for (const push of pushes) yield* faultsOfPush(push)
  }
}

async function* faultsOfPush(push: KeptPush): AsyncGenerator<AuditFault> {
  const row = { table: 'push', key: `operator_no=${push.operator_no}, push_id=${push.push_id}` }
  const answer = await answerOf(push.outcome)
  if (answer === undefined) {
    yield { ...row, what: 'outcome', expected: 'the gzip of an answer', found: 'something else' }
    return
  }
  const answered = new Date(answer.receivedAt)
  if (answered.getTime() !== push.received_at.getTime()) {
    const [expected, found] = [answer.receivedAt, push.received_at.toISOString()]
    yield { ...row, what: 'received_at', expected, found }
  }
  const counted = new Map<string, number>()
  for (const { verdict } of answer.verdicts) counted.set(verdict, (counted.get(verdict) ?? 0) + 1)
  const figures: [string, number, number][] = [
    ['row_count', answer.verdicts.length, push.row_count],
    ['rows answered', answer.verdicts.length, answer.rows],
    ...VERDICTS.flatMap((verdict): [string, number, number][] => [
      [verdict, counted.get(verdict) ?? 0, push[verdict]],
      [`${verdict} answered`, counted.get(verdict) ?? 0, answer.counts[verdict] ?? 0],
    ]),
  ]
  for (const [what, expected, found] of figures) {
    if (expected !== found) yield { ...row, what, expected: String(expected), found: String(found) }
  }
}

const answerOf = async (outcome: Buffer): Promise<PushOutcome | undefined> => {
  try {
    return JSON.parse((await unpack(outcome)).toString('utf8')) as PushOutcome
  } catch {
    return undefined
  }
}
