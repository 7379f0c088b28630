import { refuse, type GroupKind, type GroupTop, type MyGroup, type Refusal, type Together } from '#contract'
import { cityDayOf } from '#domain/calendar'
import { districtOf, DISTRICTS } from '#domain/district'
import { districtChangesOn, groupTermsOn, mayChangeDistrict } from '#domain/group'
import { decodeId, encodeId } from '#domain/id'
import type { Dependencies, Queryable } from '#server/platform/index'

import { openerColumns, openerOf, type OpenerRow } from './group-row'
import { standingOf } from './child-standing'
import { presentMonth, selectMonths } from './ranked-months'

type Parts = Pick<Dependencies, 'sql' | 'clock'>

interface MembershipRow extends OpenerRow {
  membership_id: string
  group_id: string
  kind: GroupKind
  name_zh: string
  name_en: string
  joined_at: Date
  nickname: string | null
}

const selectMemberships = (sql: Queryable, accountId: string) => sql`
  SELECT membership_id, resident_group.group_id, resident_group.kind, resident_group.name_zh, resident_group.name_en, joined_at, nickname,
    ${openerColumns(sql)}
  FROM group_membership JOIN resident_group USING (group_id) LEFT JOIN institution USING (institution_id)
  WHERE account_id = ${accountId} AND left_at IS NULL`

/** Her district, her groups and their last months. */
export const readTogether = async ({ sql, clock }: Parts, accountId: string): Promise<Together> => {
  const now = clock.now()
  const rows = await sql<MembershipRow[]>`${selectMemberships(sql, accountId)} ORDER BY joined_at`
  const { isChild, isAllowed } = await standingOf(sql, accountId)
  const groups: MyGroup[] = []
  for (const row of rows) groups.push(await presentGroup(sql, row))
  return {
    ...(await readDistrict(sql, accountId, now)),
    groups,
    districts: DISTRICTS.map(({ code, name }) => ({ district: code, name })),
    standing: !isChild ? 'free' : isAllowed ? 'allowedChild' : 'childWaits',
    peopleMin: groupTermsOn(cityDayOf(now)).peopleMin,
  }
}

const readDistrict = async (
  sql: Queryable,
  accountId: string,
  now: Date,
): Promise<Pick<Together, 'district' | 'districtFrom'>> => {
  const [last] = await sql<{ district: string; chosen_at: Date; ended_at: Date | null }[]>`
    SELECT district, chosen_at, ended_at FROM district_choice WHERE account_id = ${accountId}
    ORDER BY chosen_at DESC LIMIT 1`
  const known = last === undefined ? undefined : districtOf(last.district)
  if (last === undefined || known === undefined) return { district: null, districtFrom: null }
  const changesOn = mayChangeDistrict(last.chosen_at, now) ? null : districtChangesOn(last.chosen_at)
  if (last.ended_at !== null) return { district: null, districtFrom: changesOn }
  const months = await selectMonths(sql, { board: 'district', subject: known.code })
  const district = {
    ...{ district: known.code, name: known.name, chosenAt: last.chosen_at.toISOString(), changesOn },
    months: months.map(presentMonth),
  }
  return { district, districtFrom: null }
}

const presentGroup = async (sql: Queryable, row: MembershipRow): Promise<MyGroup> => {
  const asked = { board: row.kind, subject: row.group_id, membershipId: row.membership_id }
  const months = await selectMonths(sql, asked)
  return {
    groupId: encodeId('grp', row.group_id),
    kind: row.kind,
    name: { zh: row.name_zh, en: row.name_en },
    openedBy: openerOf(row),
    joinedAt: row.joined_at.toISOString(),
    nickname: row.nickname,
    months: months.map((month) => ({ ...presentMonth(month), ownMilligrams: Number(month.own_milligrams) })),
  }
}

/** One group she is in, by uuid. Throws where she is in none. */
export const readMyGroup = async (sql: Queryable, accountId: string, groupId: string): Promise<MyGroup> => {
  const [row] = await sql<MembershipRow[]>`
    ${selectMemberships(sql, accountId)} AND resident_group.group_id = ${groupId}`
  if (row === undefined) throw new Error('a membership that was just written is gone')
  return presentGroup(sql, row)
}

/**
 * One of her groups with those of it who show a nickname, this month. Their figures are told only while at least `peopleMin` savers are left
 * besides them and one reader who knows her own: else the group's sum less those figures would be somebody's own. Refuses request.not-found.
 */
export const readGroupTop = async (
  { sql, clock }: Parts,
  accountId: string,
  wireId: string,
): Promise<GroupTop | Refusal> => {
  const [row] = await sql<MembershipRow[]>`
    ${selectMemberships(sql, accountId)} AND resident_group.group_id = ${decodeId('grp', wireId) ?? null}`
  if (row === undefined) return refuse('request.not-found')
  const [month] = await sql<{ city_month: string; month: string }[]>`
    SELECT city_month::text, to_char(city_month, 'YYYY-MM') AS month FROM ranking_month WHERE closed_at IS NULL
    ORDER BY city_month DESC LIMIT 1`
  const { topMax, peopleMin } = groupTermsOn(cityDayOf(clock.now()))
  const { isChild } = await standingOf(sql, accountId)
  const top = await sql<
    { membership_id: string; nickname: string; milligrams: bigint | null; place: bigint }[]
  >`
    WITH named AS (
      SELECT membership_id, nickname, milligrams, joined_at, rank() OVER (ORDER BY milligrams DESC) AS place,
        count(*) FILTER (WHERE milligrams > 0) OVER () AS savers
      FROM group_membership JOIN group_share USING (membership_id)
      WHERE group_membership.group_id = ${row.group_id} AND nickname IS NOT NULL AND left_at IS NULL
        AND city_month = ${month?.city_month ?? null}::date
    )
    SELECT membership_id, nickname, place, CASE WHEN together.savers - named.savers - 1 >= ${peopleMin} THEN milligrams END AS milligrams
    FROM named LEFT JOIN ranking_place AS together
      ON city_month = ${month?.city_month ?? null}::date AND board = ${row.kind} AND subject = ${row.group_id}
    ORDER BY named. milligrams DESC, joined_at, membership_id LIMIT ${topMax}`
  return {
    group: await presentGroup(sql, row),
    mayShowNickname: !isChild,
    peopleMin,
    month: month?.month ?? null,
    top: top.map(({ membership_id: id, nickname, milligrams, place }) => ({
      place: Number(place),
      nickname,
      milligrams: milligrams === null ? null : Number(milligrams),
      isOwn: id === row.membership_id,
    })),
  }
}
