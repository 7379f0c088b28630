import { Type, type Static } from '@sinclair/typebox'
import { CityDay, CityMonth, Count, Milligrams, Name, Nullable, SceneId } from './primitives'

const Year = Type.Integer({ minimum: 2020, maximum: 2199, description: 'city year' })
/** Whole metres of a year, which may pass what one ride may have. */
const MetersOfYear = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'metres' })

/** Years since she opened her account, or since the first one projects of hers were issued for; the running one first. */
export const YearList = Type.Object({
  items: Type.Array(Type.Object({ year: Year, issuedMilligrams: Milligrams, rides: Count })),
})
export type YearList = Static<typeof YearList>

/** One city year 年度报告 of one person, from what was issued. */
export const YearReport = Type.Object({
  year: Year,
  /**
   * First and last city day it is about: the account may be younger than the year, and the year may not be over. Whole from the year on that
   * projects of hers were first issued for.
   */
  from: CityDay,
  to: CityDay,
  isRunning: Type.Boolean(),
  /** By rides and by projects. */
  issuedMilligrams: Milligrams,
  /** Of it, what projects of hers brought. */
  projectMilligrams: Milligrams,
  rides: Count,
  /** Of rides that were measured in metres. */
  distanceMeters: MetersOfYear,
  /** City days with a ride that was issued. */
  days: Count,
  byScene: Type.Array(
    Type.Object({
      sceneId: SceneId,
      name: Name,
      rides: Count,
      issuedMilligrams: Milligrams,
      /** Null where the scene counts boardings. */
      distanceMeters: Nullable(MetersOfYear),
    }),
  ),
  /** January to December, rides and projects. */
  months: Type.Array(Type.Object({ month: CityMonth, issuedMilligrams: Milligrams })),
  points: Type.Object({ converted: Count, spent: Count }),
  titles: Type.Array(Name),
  /** As much as so much electricity from the grid emits; null below one kilowatt-hour. */
  comparison: Nullable(
    Type.Object({
      kilowattHours: Count,
      milligramsPerKilowattHour: Type.Integer({ minimum: 1 }),
      source: Name,
    }),
  ),
})
export type YearReport = Static<typeof YearReport>
export const YearParams = Type.Object({ year: Year })
