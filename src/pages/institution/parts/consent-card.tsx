import type { GoodsConsent } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { numberText, useLocale, useWords, type Locale, type Say } from '../../../i18n'
import { consentWords } from '../../../i18n/institution/consents'
import { yuanText } from '../../../i18n/yuan'
import { useStores } from '../../../stores'
import { isTitle, useInstitutionStores } from '../../../stores/institution'
import { Button, Card, Stamp, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { StopSheet } from './stop-sheet'

/** What exactly is asked – who offers what, who pays whom, in which of her shops – and her answer. */
export const ConsentCard = observer(function ConsentCard({ consent }: { consent: GoodsConsent }) {
  const locale = useLocale()
  const say = useWords(consentWords)
  const { isAgreed, name, detail } = consent
  const state = isAgreed === null ? 'waiting' : isAgreed ? 'agreed' : 'declined'
  return (
    <Card>
      <View className="split">
        <View className="row-b lead strong">{name[locale]}</View>
        <Stamp kind={isAgreed === null ? 'wait' : isAgreed ? 'done' : 'plain'}>{say(state)}</Stamp>
      </View>
      {detail[locale] !== '' && <View className="para">{detail[locale]}</View>}
      {termsOf(consent, say, locale).map(([title, value]) => (
        <View className="term" key={title}>
          <View className="note">{title}</View>
          <View className="nums">{value}</View>
        </View>
      ))}
      <Answers consent={consent} />
    </Card>
  )
})

const termsOf = (
  { kind, mallOperator, sponsor, pricePoints, payableFen, isSponsor, shops }: GoodsConsent,
  say: Say<typeof consentWords>,
  locale: Locale,
): readonly (readonly [title: string, value: string])[] => {
  const yuan = { n: yuanText(payableFen), sponsor: sponsor[locale] }
  const money = isSponsor
    ? say(payableFen === 0 ? 'youPayNothing' : 'youPay', yuan)
    : say(payableFen === 0 ? 'youGetNothing' : 'youGet', yuan)
  const priced = [
    [say('mall'), mallOperator[locale]],
    [say('price'), say('priceText', { n: numberText(pricePoints) })],
  ] as const
  if (kind === 'title') return [...priced, [say('delivered'), say('titleText')], [say('each'), money]]
  const where = shops.map(({ name }) => name[locale]).join(say('and'))
  return [
    ...priced,
    [say('payable'), money],
    ...(shops.length === 0
      ? []
      : kind === 'coupon'
        ? [[say('shops'), where] as const]
        : [[say('delivered'), say('deliveredText')] as const]),
  ]
}

const Answers = observer(function Answers({ consent }: { consent: GoodsConsent }) {
  const { goodsId, isAgreed, name } = consent
  const { ui } = useStores()
  const { consents } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(consentWords)
  const [isStopping, setStopping] = useState(false)
  const told = (word: 'saidYes' | 'saidNo') => () => ui.say(say(word, { name: name[locale] }))
  const yes = useAct(() => consents.answer(goodsId, true), told('saidYes'))
  const no = useAct(() => consents.answer(goodsId, false), told('saidNo'))
  const fault = yes.fault ?? no.fault
  return (
    <>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      {isAgreed !== true && (
        <Button kind={isAgreed === null ? 'primary' : 'quiet'} onTap={yes.perform}>
          {say(isAgreed === null ? 'yes' : 'again')}
        </Button>
      )}
      {isAgreed !== false && (
        <Button kind="quiet" onTap={isAgreed ? () => setStopping(true) : no.perform}>
          {say(isAgreed ? 'stop' : 'no')}
        </Button>
      )}
      {isStopping && (
        <StopSheet
          name={name[locale]}
          isTitle={isTitle(consent)}
          onStop={async () => {
            setStopping(false)
            await no.perform()
          }}
          onClose={() => setStopping(false)}
        />
      )}
    </>
  )
})
