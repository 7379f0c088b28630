import {
  refuse,
  type GroupKind,
  type GroupPreview,
  type JoinGroupRequest,
  type MyGroup,
  type Refusal,
} from '#contract'
import { cityDayOf } from '#domain/calendar'
import { decideJoin, groupTermsOn, readJoinCode } from '#domain/group'
import { decodeId, encodeId } from '#domain/id'
import { holdDecidedAccount } from '#server/identity/index'
import { inTransaction, newId, type Dependencies, type Queryable } from '#server/platform/index'

import { standingOf } from './child-standing'
import { openerColumns, openerOf, type OpenerRow } from './group-row'
import { readMyGroup } from './my-groups'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

interface FoundRow extends OpenerRow {
  group_id: string
  kind: GroupKind
  name_zh: string
  name_en: string
  current: string | null
}

/** The open group a code leads to, and the group of its kind she is in. */
const selectByCode = (sql: Queryable, accountId: string, code: string) => sql`
  SELECT resident_group.group_id, resident_group.kind, resident_group.name_zh, resident_group.name_en, ${openerColumns(sql)},
    (SELECT hers.group_id FROM group_membership AS hers
      WHERE hers.account_id = ${accountId} AND hers.kind = resident_group.kind AND hers.left_at IS NULL) AS current
  FROM resident_group LEFT JOIN institution USING (institution_id)
  WHERE code = ${readJoinCode(code) ?? null} AND closed_at IS NULL AND suspended_at IS NULL`

/** Which group a code leads to and what joining it shows of her. Refuses group.code-unknown. */
export const previewGroup = async (
  { sql, clock }: Parts,
  accountId: string,
  code: string,
): Promise<GroupPreview | Refusal> => {
  const [row] = await sql<FoundRow[]>`${selectByCode(sql, accountId, code)}`
  if (row === undefined) return refuse('group.code-unknown')
  const { version, paragraphs } = groupTermsOn(cityDayOf(clock.now())).consent
  return {
    groupId: encodeId('grp', row.group_id),
    kind: row.kind,
    name: { zh: row.name_zh, en: row.name_en },
    openedBy: openerOf(row),
    isJoined: row.current === row.group_id,
    consent: { version, paragraphs: [...paragraphs] },
  }
}

/**
 * Joins the group of a code; joined before it is left as it is. Refuses account.closed, account.guardian-needed, group.code-unknown,
 * group.consent-outdated and what decideJoin does.
 */
export const joinGroup = (
  { sql, clock }: Parts,
  accountId: string,
  { code, consentVersion }: JoinGroupRequest,
): Promise<MyGroup | Refusal> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const closed = await holdDecidedAccount(transaction, accountId)
    if (closed) return closed
    const [row] = await transaction<FoundRow[]>`
      ${selectByCode(transaction, accountId, code)} FOR SHARE OF resident_group`
    if (row === undefined) return refuse('group.code-unknown')
    const now = clock.now()
    const { version } = groupTermsOn(cityDayOf(now)).consent
    if (consentVersion !== version) return refuse('group.consent-outdated', '/body/consentVersion')
    const decision = decideJoin({
      kind: row.kind,
      current: row.current === null ? 'none' : row.current === row.group_id ? 'this' : 'another',
      ...(await standingOf(transaction, accountId)),
    })
    if (decision !== 'join' && decision !== 'joined') return refuse(decision)
    if (decision === 'join') {
      const joined = await transaction`
        INSERT INTO group_membership (membership_id, group_id, kind, account_id, consent_version, joined_at)
        VALUES (${newId(clock)}, ${row.group_id}, ${row.kind}, ${accountId}, ${version}, ${now})
        ON CONFLICT (account_id, kind) WHERE left_at IS NULL DO NOTHING RETURNING 1`
      // A join beside this one came first: the same group, or another of the kind.
      const isOther = joined.length === 0 && !(await isIn(transaction, accountId, row.group_id))
      if (isOther) return refuse('group.kind-taken')
    }
    return readMyGroup(transaction, accountId, row.group_id)
  })

const isIn = async (sql: Queryable, accountId: string, groupId: string): Promise<boolean> => {
  const rows = await sql`
    SELECT FROM group_membership WHERE account_id = ${accountId} AND group_id = ${groupId} AND left_at IS NULL`
  return rows.length > 0
}

/** Leaves a group; left already it is as it was. Refuses account.closed, and request.not-found for one she was never in. */
export const leaveGroup = (
  { sql, clock }: Parts,
  accountId: string,
  wireId: string,
): Promise<Refusal | undefined> =>
  inTransaction(sql, { isolation: 'read committed', attemptsMax: 5 }, async (transaction) => {
    const groupId = decodeId('grp', wireId) ?? null
    const ever = await transaction`
      SELECT FROM group_membership WHERE account_id = ${accountId} AND group_id = ${groupId} FOR NO KEY UPDATE`
    if (ever.length === 0) return refuse('request.not-found')
    await transaction`
      UPDATE group_membership SET left_at = greatest(joined_at, ${clock.now()}::timestamptz), nickname = NULL
      WHERE account_id = ${accountId} AND group_id = ${groupId} AND left_at IS NULL`
    return undefined
  })
