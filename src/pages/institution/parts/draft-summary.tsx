import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords } from '../../../i18n'
import { goodsKindWords } from '../../../i18n/institution/goods-kind'
import { draftFieldWords, newGoodsWords } from '../../../i18n/institution/new-goods'
import { pictureWords } from '../../../i18n/institution/picture'
import { yuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import {
  asks,
  isCoupon,
  isTitle,
  missingOf,
  readWhole,
  readYuan,
  useInstitutionStores,
  type DraftField,
} from '../../../stores/institution'
import { Button, Card, LinkButton, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { GoodsPicture } from './goods-picture'

/** The step whose card carries the picture. */
const WHAT_STEP = 1

type Line = readonly [name: string, value: string]

/** Everything once more, each step with a way back to it, and the act that makes it binding. */
export const DraftSummary = observer(function DraftSummary() {
  const { ui } = useStores()
  const { newGoods, navigation } = useInstitutionStores()
  const say = useWords(newGoodsWords)
  const steps = useSummary()
  const sayOffered = useOffered()
  const { perform, fault } = useAct(
    async () => (await newGoods.offer()) ?? NOT_SENT,
    (goods) => {
      if (!goods) return
      ui.say(sayOffered(goods))
      void navigation.replace('item', { goodsId: goods.goodsId })
    },
  )
  return (
    <>
      {steps.map((lines, step) => (
        <Card key={step}>
          {step === WHAT_STEP && newGoods.draft.pictureDigest !== null && (
            <GoodsPicture digest={newGoods.draft.pictureDigest} name={newGoods.draft.nameZh} />
          )}
          {lines.map(([name, value]) => (
            <View className="term" key={name}>
              <View className="note">{name}</View>
              <View className="nums">{value}</View>
            </View>
          ))}
          <LinkButton onTap={() => newGoods.go(step)}>{say('change')}</LinkButton>
        </Card>
      ))}
      <Tip kind="wait">{say(isTitle(newGoods.draft) ? 'forGoodTitle' : 'forGood')}</Tip>
      <View role="alert">
        {fault && <Tip kind="refuse">{fault}</Tip>}
        {newGoods.isUnanswered && <Tip>{say('unanswered')}</Tip>}
      </View>
      <Button onTap={perform}>{say('offer')}</Button>
    </>
  )
})

/** A step turned out to be wrong and is shown instead: nothing was sent and nothing has to be said. */
const NOT_SENT = { ok: true, value: undefined } as const

/** That they are on the shelf, and everything that is still missing before they are sold. */
function useOffered(): (goods: OwnGoods) => string {
  const locale = useLocale()
  const say = useWords(newGoodsWords)
  return (goods) => {
    const { yes, isBudgetMissing } = missingOf(goods)
    const names = yes.map(({ institution }) => institution[locale]).join(say('and'))
    const what = [
      ...(yes.length > 0 ? [say('needsYes', { names })] : []),
      ...(isBudgetMissing ? [say('needsBudget', { sponsor: goods.sponsor[locale] })] : []),
    ]
    return what.length === 0 ? say('offered') : say('offeredWaiting', { what: what.join(say('and')) })
  }
}

function useSummary(): readonly (readonly Line[])[] {
  const { newGoods } = useInstitutionStores()
  const say = useWords(newGoodsWords)
  const sayField = useWords(draftFieldWords)
  const sayKind = useWords(goodsKindWords)
  const sayPicture = useWords(pictureWords)
  const partnerLines = usePartnerLines()
  const { draft } = newGoods
  const figure = (text: string) => numberText(readWhole(text) ?? 0)
  /** Nothing where goods of this kind are not asked. */
  const when = (field: DraftField, name: string, value: string): readonly Line[] =>
    asks(draft, field) ? [[name, value]] : []
  return [
    [[say('kind'), sayKind(draft.kind)]],
    [
      [sayField('nameZh'), draft.nameZh],
      [sayField('nameEn'), draft.nameEn],
      ...(draft.pictureDigest === null ? [[sayPicture('label'), sayPicture('none')] as const] : []),
    ],
    [
      [sayField('pricePoints'), figure(draft.pricePoints)],
      ...when(
        'payable',
        sayField(isCoupon(draft) ? 'payable' : 'payableDelivered'),
        say('yuanText', { n: yuanText(readYuan(draft.payable) ?? 0) }),
      ),
      ...when('perPersonMax', sayField('perPersonMax'), figure(draft.perPersonMax)),
      [sayField('stockTotal'), figure(draft.stockTotal)],
      ...when('isOffline', say('isOffline'), say(draft.isOffline ? 'yes' : 'no')),
    ],
    [
      [sayField('soldFrom'), draft.soldFrom || say('atOnce')],
      [sayField('soldTo'), draft.soldTo || say('noEnd')],
      ...when(
        'voucherDays',
        sayField('voucherDays'),
        say('daysText', { n: readWhole(draft.voucherDays) ?? 0 }),
      ),
    ],
    partnerLines,
  ]
}

/** Who pays and where it counts or who delivers it; of a title only who gives it. */
function usePartnerLines(): readonly Line[] {
  const { newGoods } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(newGoodsWords)
  const { draft } = newGoods
  const partners = newGoods.partners.shown
  const sponsor = partners?.sponsors.find(({ institutionId }) => institutionId === draft.sponsorId)
  const name = sponsor?.name[locale] ?? ''
  if (isTitle(draft)) return [[say('giver'), name]]
  if (!isCoupon(draft))
    return [
      [say('sponsorId'), name],
      [say('delivered'), newGoods.deliveryOf(draft.kind)?.deliveredBy[locale] ?? ''],
    ]
  const shops = (partners?.shops ?? []).filter(({ shopId }) => draft.shopIds.includes(shopId))
  const names = shops.map((shop) => shop.name[locale]).join(locale === 'zh' ? '、' : ', ')
  return [
    [say('sponsorId'), name],
    [say('shopIds', { n: numberText(shops.length) }), names],
  ]
}
