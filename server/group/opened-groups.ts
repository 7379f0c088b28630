import { randomBytes } from 'node:crypto'

import { refuse, type GroupRequest, type OpenedGroup, type OpenedGroupList, type Refusal } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { groupTermsOn, JOIN_CODE_LENGTH, joinCodeOf, type GroupOpener } from '#domain/group'
import { decodeId, encodeId } from '#domain/id'
import type { LoggedActionName } from '#domain/supervision'
import {
  appendAudit,
  newId,
  type Dependencies,
  type Queryable,
  type Transaction,
} from '#server/platform/index'

import { presentOpened, selectOpened, type GroupRow } from './group-row'
import { actorOf, asOpener, openerKey, type Opener } from './opener'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

const peopleMinOn = (now: Date): number => groupTermsOn(cityDayOf(now)).peopleMin

/** Groups of this opener, open ones first, then the newest, and the kinds it may open. */
export const listOpened = async ({ sql, clock }: Parts, opener: Opener): Promise<OpenedGroupList> => {
  const { kinds, peopleMin } = groupTermsOn(cityDayOf(clock.now()))
  const rows = await sql<GroupRow[]>`
    ${selectOpened(sql, peopleMin)} WHERE opener = ${openerKey(opener)}
    ORDER BY closed_at IS NOT NULL, opened_at DESC, group_id`
  const own = await openersLike(sql, opener)
  return {
    items: rows.map(presentOpened),
    kinds: kinds.filter(({ openedBy }) => own.includes(openedBy)).map(({ kind }) => kind),
    peopleMin,
  }
}

/**
 * Opens a group and gives it its code; a retry finds what the first try opened. Refuses access.not-signed-in, group.not-opened-here,
 * group.too-many, request.key-reused.
 */
export const openGroup = (
  deps: Parts,
  opener: Opener,
  asked: GroupRequest & { requestKey: string; requestId: string },
): Promise<OpenedGroup | Refusal> =>
  asOpener(deps, opener, async (transaction) => {
    const now = deps.clock.now()
    const terms = groupTermsOn(cityDayOf(now))
    const by = terms.kinds.find(({ kind }) => kind === asked.kind)?.openedBy
    if (by === undefined || !(await openersLike(transaction, opener)).includes(by))
      return refuse('group.not-opened-here', '/body/kind')
    const key = openerKey(opener)
    await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`opens groups ${key}`}, 0))`
    const earlier = await findEarlier(transaction, { ...asked, key, now })
    if (earlier) return earlier
    const [open] = await transaction<{ n: number }[]>`
      SELECT count(*)::int AS n FROM resident_group WHERE opener = ${key} AND closed_at IS NULL`
    if ((open?.n ?? 0) >= terms.groupsPerOpenerMax) return refuse('group.too-many')
    const groupId = newId(deps.clock)
    await transaction`
      INSERT INTO resident_group (group_id, kind, name_zh, name_en, institution_id, office, code, opener, request_key, opened_at)
      VALUES (${groupId}, ${asked.kind}, ${asked.name.zh}, ${asked.name.en},
        ${opener.by === 'institution' ? opener.member.institutionId : null}, ${opener.by === 'office' ? opener.office : null},
        ${newCode()}, ${key}, ${asked.requestKey}, ${now})`
    const of = { opener, groupId, now, requestId: asked.requestId }
    await log(transaction, of, 'group.opened', { kind: asked.kind, name: asked.name.zh })
    return openedGroup(transaction, groupId, now)
  })

/** As what this opener opens groups; only who is registered as a school does so as one. */
const openersLike = async (sql: Queryable, opener: Opener): Promise<readonly GroupOpener[]> => {
  if (opener.by === 'office') return ['office']
  const [row] = await sql<{ is_school: boolean }[]>`
    SELECT is_school FROM institution WHERE institution_id = ${opener.member.institutionId}`
  return row?.is_school ? ['institution', 'school'] : ['institution']
}

const findEarlier = async (
  sql: Transaction,
  asked: GroupRequest & { requestKey: string; key: string; now: Date },
): Promise<OpenedGroup | Refusal | undefined> => {
  const [row] = await sql<{ group_id: string; is_same: boolean }[]>`
    SELECT group_id, (kind, name_zh, name_en) = (${asked.kind}, ${asked.name.zh}, ${asked.name.en}) AS is_same
    FROM resident_group WHERE opener = ${asked.key} AND request_key = ${asked.requestKey}`
  if (row === undefined) return undefined
  return row.is_same ? openedGroup(sql, row.group_id, asked.now) : refuse('request.key-reused')
}

/** Another code lets people in, the old one no more; who is in stays in. Refuses access.not-signed-in, request.not-found, group.closed. */
export const renewCode = (
  deps: Parts,
  opener: Opener,
  asked: { readonly groupId: string; readonly requestId: string },
): Promise<OpenedGroup | Refusal> =>
  onOpened(deps, opener, asked, async (transaction, of) => {
    if (of.isClosed) return refuse('group.closed')
    await transaction`UPDATE resident_group SET code = ${newCode()} WHERE group_id = ${of.groupId}`
    await log(transaction, of, 'group.code-renewed', {})
    return undefined
  })

/**
 * Closes a group for good and lets its people go; its closed months stay. One that is closed already is left as it is. Refuses
 * access.not-signed-in, request.not-found.
 */
export const closeGroup = (
  deps: Parts,
  opener: Opener,
  asked: { readonly groupId: string; readonly requestId: string },
): Promise<OpenedGroup | Refusal> =>
  onOpened(deps, opener, asked, async (transaction, of) => {
    if (of.isClosed) return undefined
    await transaction`UPDATE resident_group SET closed_at = ${of.now} WHERE group_id = ${of.groupId}`
    await transaction`
      UPDATE group_membership SET left_at = greatest(joined_at, ${of.now}::timestamptz), nickname = NULL
      WHERE group_id = ${of.groupId} AND left_at IS NULL`
    await log(transaction, of, 'group.closed', {})
    return undefined
  })

interface Changing {
  readonly opener: Opener
  readonly groupId: string
  readonly now: Date
  readonly requestId: string
}

/** Changes a group of this opener, its row held: nobody joins meanwhile. */
const onOpened = (
  deps: Parts,
  opener: Opener,
  asked: { readonly groupId: string; readonly requestId: string },
  change: (transaction: Transaction, of: Changing & { isClosed: boolean }) => Promise<Refusal | undefined>,
): Promise<OpenedGroup | Refusal> =>
  asOpener(deps, opener, async (transaction) => {
    const now = deps.clock.now()
    const [row] = await transaction<{ group_id: string; is_closed: boolean }[]>`
      SELECT group_id, closed_at IS NOT NULL AS is_closed FROM resident_group
      WHERE group_id = ${decodeId('grp', asked.groupId) ?? null} AND opener = ${openerKey(opener)} FOR UPDATE`
    if (row === undefined) return refuse('request.not-found')
    const { group_id: groupId, is_closed: isClosed } = row
    const refused = await change(transaction, {
      opener,
      groupId,
      now,
      requestId: asked.requestId,
      isClosed,
    })
    return refused ?? openedGroup(transaction, groupId, now)
  })

const newCode = (): string => joinCodeOf(randomBytes(JOIN_CODE_LENGTH))

const openedGroup = async (sql: Queryable, groupId: string, now: Date): Promise<OpenedGroup> => {
  const [row] = await selectOne(sql, groupId, now)
  if (row === undefined) throw new Error('a group that was just changed is gone')
  return presentOpened(row)
}

const selectOne = (sql: Queryable, groupId: string, now: Date) =>
  sql<
    Parameters<typeof presentOpened>[0][]
  >`${selectOpened(sql, peopleMinOn(now))} WHERE group_id = ${groupId}`

const log = (
  transaction: Transaction,
  { opener, groupId, now, requestId }: Changing,
  action: LoggedActionName,
  detail: Record<string, unknown>,
): Promise<void> =>
  appendAudit(transaction, {
    occurredAt: now,
    actor: actorOf(opener),
    action,
    subject: encodeId('grp', groupId),
    detail,
    requestId,
  })
