import type { OwnGoods } from '#contract'
import { View } from '@tarojs/components'
import { useLocale, useWords } from '../../../i18n'
import { consentWords, partnersSayWords } from '../../../i18n/institution/consents'
import { missingOf } from '../../../stores/institution'
import { Card, Heading, Stamp, Tip } from '../../../ui'

/** What those have said whom goods name: whom it waits for first. */
export function PartnersSay({ goods: { consents } }: { goods: OwnGoods }) {
  const locale = useLocale()
  const say = useWords(partnersSayWords)
  const sayState = useWords(consentWords)
  if (consents.length === 0) return null
  return (
    <>
      <Heading>{say('heading')}</Heading>
      <Card>
        {consents.map(({ institutionId, institution, isAgreed }) => (
          <View className="split" key={institutionId}>
            <View className="row-b">{institution[locale]}</View>
            <Stamp kind={isAgreed === null ? 'wait' : isAgreed ? 'done' : 'refused'}>
              {sayState(isAgreed === null ? 'waiting' : isAgreed ? 'agreed' : 'declined')}
            </Stamp>
          </View>
        ))}
      </Card>
    </>
  )
}

/** Whose yes is missing: a no weighs more than silence. */
export function PartnersMissing({ goods }: { goods: OwnGoods }) {
  const { yes, isBudgetMissing } = missingOf(goods)
  const locale = useLocale()
  const say = useWords(partnersSayWords)
  const namesOf = (answer: boolean | null) =>
    yes
      .filter(({ isAgreed }) => isAgreed === answer)
      .map(({ institution }) => institution[locale])
      .join(say('and'))
  const declined = namesOf(false)
  return declined ? (
    <Tip kind="refuse">{say('declinedBy', { names: declined })}</Tip>
  ) : (
    <Tip kind="wait">
      {say('waitingFor', { names: namesOf(null) })}
      {isBudgetMissing && say('waitingBudget', { sponsor: goods.sponsor[locale] })}
    </Tip>
  )
}
