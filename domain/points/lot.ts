import { addMonths, firstDayOf, startOfCityDay, type CityMonth } from '#domain/calendar'
import { points, type Grams, type Points } from '#domain/measure'

/** 1 g = 1 point. Source: 上海市碳普惠积分规则 as reported by two sources. */
export const pointsOfGrams = (grams: Grams): Points => points(grams)

/** A lot's months of life after the month it was granted in. Source: the same, points are valid 24 months from grant. */
const LOT_MONTHS = 24

/**
 * When a monthly lot expires: 00:00 Asia/Shanghai on the first day of the 25th month after the month of grant, so that no point
 * lives less than 24 months. From that instant on it can no longer be spent.
 */
export const monthlyLotExpiry = (grantedMonth: CityMonth): Date =>
  startOfCityDay(firstDayOf(addMonths(grantedMonth, LOT_MONTHS + 1)))
