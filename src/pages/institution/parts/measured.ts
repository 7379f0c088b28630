import type { RedemptionFigures } from '#contract'
import { numberText, useLocale, useWords } from '../../../i18n'
import { figuresWords } from '../../../i18n/institution/figures'
import { yuanText } from '../../../i18n/yuan'
import type { FiguresStore } from '../../../stores/institution'

export interface Measured {
  readonly store: FiguresStore
  /** What is compared: how many vouchers, or what was paid for them. */
  readonly measure: 'redemptions' | 'payableFen'
}

/** A figure of this measure, for the eye and the ear. */
export function useMeasureText(measure: Measured['measure']): (value: number) => string {
  const say = useWords(figuresWords)
  return (value) =>
    measure === 'redemptions'
      ? say('countText', { n: numberText(value) })
      : say('yuanText', { n: yuanText(value) })
}

/** The chosen shop's name, or that it is all of them. */
export function useShopName(figures: RedemptionFigures, shopId: string): string {
  const locale = useLocale()
  const say = useWords(figuresWords)
  return figures.shops.find((shop) => shop.shopId === shopId)?.name[locale] ?? say('allShops')
}
