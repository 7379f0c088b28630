import { Type, type Static } from '@sinclair/typebox'
import {
  CityDay,
  CityMonth,
  Count,
  Instant,
  Milligrams,
  MilligramsText,
  Name,
  Nullable,
  ONE_LINE,
  WireId,
} from './primitives'

/** `school` 学校, `street` 街道, `company` 单位. */
export const GroupKind = Type.Union([Type.Literal('school'), Type.Literal('street'), Type.Literal('company')])
export type GroupKind = Static<typeof GroupKind>
export const RankingBoard = Type.Union([Type.Literal('district'), ...GroupKind.anyOf])
export type RankingBoard = Static<typeof RankingBoard>

const DistrictCode = Type.String({ pattern: '^3101\\d{2}$', description: 'district of Shanghai, GB/T 2260' })
const JoinCode = Type.String({
  minLength: 8,
  maxLength: 40,
  description: 'eight characters, as printed or typed',
})
const Text = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: ONE_LINE })

export const GroupRequest = Type.Object(
  {
    kind: GroupKind,
    name: Type.Object({ zh: Text(40), en: Text(80) }, { additionalProperties: false }),
  },
  { additionalProperties: false },
)
export type GroupRequest = Static<typeof GroupRequest>

/** A group as whoever opened it sees it: never who is in it. */
export const OpenedGroup = Type.Object({
  groupId: WireId('grp'),
  kind: GroupKind,
  name: Name,
  /** What lets people in: printed, shown as a QR, renewed when it went astray. */
  code: Type.String(),
  /** How many people are in it; null while they are fewer than may be told. */
  people: Nullable(Count),
  openedAt: Instant,
  closedAt: Nullable(Instant),
})
export type OpenedGroup = Static<typeof OpenedGroup>
export const OpenedGroupList = Type.Object({
  items: Type.Array(OpenedGroup),
  /** What this opener may open now. */
  kinds: Type.Array(GroupKind),
  /** Fewer people than this in a group are not told. */
  peopleMin: Type.Integer({ minimum: 1 }),
})
export type OpenedGroupList = Static<typeof OpenedGroupList>

export const GroupCodeRequest = Type.Object({ code: JoinCode }, { additionalProperties: false })
export type GroupCodeRequest = Static<typeof GroupCodeRequest>

/** What she reads before she joins. */
export const GroupPreview = Type.Object({
  groupId: WireId('grp'),
  kind: GroupKind,
  name: Name,
  openedBy: Name,
  /** She is in it already. */
  isJoined: Type.Boolean(),
  consent: Type.Object({ version: Type.String(), paragraphs: Type.Array(Name) }),
})
export type GroupPreview = Static<typeof GroupPreview>

export const JoinGroupRequest = Type.Object(
  { code: JoinCode, consentVersion: Type.String({ maxLength: 40 }) },
  { additionalProperties: false },
)
export type JoinGroupRequest = Static<typeof JoinGroupRequest>

export const NicknameRequest = Type.Object(
  { nickname: Nullable(Type.String({ minLength: 1, maxLength: 40 })) },
  { additionalProperties: false },
)
export type NicknameRequest = Static<typeof NicknameRequest>

export const DistrictRequest = Type.Object({ district: DistrictCode }, { additionalProperties: false })
export type DistrictRequest = Static<typeof DistrictRequest>

/** One month of a district or group. Figures and places are null where too few people saved something to be told. */
export const RankedMonth = Type.Object({
  month: CityMonth,
  /** False: the month is closed and stays as it is. */
  isProvisional: Type.Boolean(),
  reckonedAt: Instant,
  people: Nullable(Count),
  sumMilligrams: Nullable(MilligramsText),
  averageMilligrams: Nullable(Milligrams),
  averagePlace: Nullable(Type.Integer({ minimum: 1 })),
  sumPlace: Nullable(Type.Integer({ minimum: 1 })),
  /** How many have a place on this board. */
  placed: Count,
})
export type RankedMonth = Static<typeof RankedMonth>

export const MyDistrict = Type.Object({
  district: DistrictCode,
  name: Name,
  chosenAt: Instant,
  /** Null: it can be changed now. */
  changesOn: Nullable(CityDay),
  /** The latest first; none before the first reckoning. */
  months: Type.Array(RankedMonth),
})
export type MyDistrict = Static<typeof MyDistrict>

export const MyGroup = Type.Object({
  groupId: WireId('grp'),
  kind: GroupKind,
  name: Name,
  openedBy: Name,
  joinedAt: Instant,
  nickname: Nullable(Type.String()),
  /** The latest first; `ownMilligrams`: what she brought to that sum. */
  months: Type.Array(Type.Intersect([RankedMonth, Type.Object({ ownMilligrams: Milligrams })])),
})
export type MyGroup = Static<typeof MyGroup>

/** Her district, her groups, and what she may do about them. */
export const Together = Type.Object({
  district: Nullable(MyDistrict),
  /** No district now, and none may be named before this day. */
  districtFrom: Nullable(CityDay),
  groups: Type.Array(MyGroup),
  districts: Type.Array(Type.Object({ district: DistrictCode, name: Name })),
  /** `free`, or a child under 14 whose guardian has or has not said yes to a school's group and a district. */
  standing: Type.Union([Type.Literal('free'), Type.Literal('allowedChild'), Type.Literal('childWaits')]),
  peopleMin: Type.Integer({ minimum: 1 }),
})
export type Together = Static<typeof Together>

/**
 * Those of a group who show a nickname, by what they saved this month; only people of that group read it. `milligrams` is null for all of them
 * while too few others saved something for the group's sum to hide them.
 */
export const GroupTop = Type.Object({
  group: MyGroup,
  /** A child under 14 shows none. */
  mayShowNickname: Type.Boolean(),
  peopleMin: Type.Integer({ minimum: 1 }),
  month: Nullable(CityMonth),
  top: Type.Array(
    Type.Object({
      place: Type.Integer({ minimum: 1 }),
      nickname: Type.String(),
      milligrams: Nullable(Milligrams),
      isOwn: Type.Boolean(),
    }),
  ),
})
export type GroupTop = Static<typeof GroupTop>

const RankingRow = Type.Object({
  /** A district's code or a group's id. */
  subject: Type.String(),
  name: Name,
  people: Count,
  sumMilligrams: MilligramsText,
  averageMilligrams: Milligrams,
  place: Type.Integer({ minimum: 1 }),
  isOwn: Type.Boolean(),
})

/** A board of one month: the first of it, and hers where that is further down. */
export const Ranking = Type.Object({
  board: RankingBoard,
  by: Type.Union([Type.Literal('average'), Type.Literal('sum')]),
  month: Nullable(CityMonth),
  isProvisional: Type.Boolean(),
  reckonedAt: Nullable(Instant),
  rows: Type.Array(RankingRow),
  own: Nullable(RankingRow),
  placed: Count,
  /** How many are not shown, for too few people of theirs saved something. */
  withheld: Count,
  peopleMin: Type.Integer({ minimum: 1 }),
  /** Months that can be asked for, the latest first. */
  months: Type.Array(CityMonth),
})
export type Ranking = Static<typeof Ranking>
export const RankingQuery = Type.Object(
  {
    month: Type.Optional(CityMonth),
    by: Type.Optional(Type.Union([Type.Literal('average'), Type.Literal('sum')])),
  },
  { additionalProperties: false },
)
export type RankingQuery = Static<typeof RankingQuery>
