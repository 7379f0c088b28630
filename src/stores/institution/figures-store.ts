import type { DayRedemptions, RedemptionFigures, RedemptionFiguresQuery } from '#contract'
import { addDays, cityDayOf } from '#domain/calendar'
import { makeAutoObservable } from 'mobx'
import type { InstitutionFiguresApi } from '../../api/resources/institution-figures'
import { RemoteValue } from '../remote'

/** How many days, today among them. */
export type FigureDays = '7' | '30'

/** Every shop, as a choice. */
export const ALL_SHOPS = ''

/** What one of the shops redeemed, or all of them. */
export interface Chosen extends Omit<DayRedemptions, 'day'> {
  /** Each day of the range, the first first. */
  readonly days: readonly DayRedemptions[]
}

/** What shops redeemed in the last days, of goods an institution lists or of goods it pays for. */
export class FiguresStore {
  days: FigureDays = '7'
  shopId = ALL_SHOPS
  readonly figures: RemoteValue<RedemptionFigures>

  constructor(
    api: Pick<InstitutionFiguresApi, 'redemptions'>,
    private readonly as: RedemptionFiguresQuery['as'],
    private readonly now: () => Date,
  ) {
    this.figures = new RemoteValue(() => api.redemptions(this.query))
    makeAutoObservable<this, 'api' | 'as' | 'now'>(this, {
      api: false,
      as: false,
      now: false,
      figures: false,
    })
  }

  async choose(days: FigureDays): Promise<void> {
    this.days = days
    this.shopId = ALL_SHOPS
    this.figures.forget()
    await this.figures.load()
  }

  chooseShop(shopId: string): void {
    this.shopId = shopId
  }

  /** The chosen shop's figures; of all of them when the chosen one has none in this range. */
  chosenOf(figures: RedemptionFigures): Chosen {
    const shop = figures.shops.find(({ shopId }) => shopId === this.shopId)
    if (!shop) return { ...sumOf(figures.days), days: figures.days }
    const ofDay = ({ day }: DayRedemptions) =>
      shop.days.find((own) => own.day === day) ?? { day, ...sumOf([]) }
    return { ...sumOf(shop.days), days: figures.days.map(ofDay) }
  }

  forget(): void {
    this.days = '7'
    this.shopId = ALL_SHOPS
    this.figures.forget()
  }

  private get query(): RedemptionFiguresQuery {
    const to = cityDayOf(this.now())
    return { as: this.as, from: addDays(to, 1 - Number(this.days)), to }
  }
}

const sumOf = (days: readonly DayRedemptions[]) => ({
  redemptions: days.reduce((sum, { redemptions }) => sum + redemptions, 0),
  points: days.reduce((sum, { points }) => sum + points, 0),
  payableFen: days.reduce((sum, { payableFen }) => sum + payableFen, 0),
})
