import type { StaffCreditCorrection } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, monthText, numberText, useLocale, useWords } from '../../../i18n'
import { creditDeskWords } from '../../../i18n/staff/credit-desk'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Button, Card, Stamp, type StampKind } from '../../../ui'
import { CreditWordSheet } from './credit-word-sheet'

const STAMPS: Readonly<Record<StaffCreditCorrection['state'], StampKind>> = {
  open: 'wait',
  granted: 'done',
  refused: 'refused',
  lapsed: 'plain',
}

/** One request: what is said to be wrong, what is held, who said what, and her own word. */
export const CreditCorrectionCard = observer(function CreditCorrectionCard({
  correction,
}: {
  correction: StaffCreditCorrection
}) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(creditDeskWords)
  const { state, line, month, text, holder, hearing, dueAt, overdue, units, per, said } = correction
  const who = holder.institution?.[locale] ?? say('person')
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">
          {say('of', { month: monthText(month, locale), line: line[locale] })}
        </View>
        <Stamp kind={STAMPS[state]}>{say(overdue ? 'overdue' : state)}</Stamp>
      </View>
      <View className="note">
        {[who, say('hearing', { n: hearing }), say('due', { when: dayText(dueAt, locale, now()) })].join(
          ' · ',
        )}
      </View>
      <View className="para">{say('says', { text })}</View>
      {units !== null && (
        <>
          <View className="note nums">{say('counted', { n: numberText(units), per: per[locale] })}</View>
          <Evidence correction={correction} />
        </>
      )}
      {said.map(({ staffId, name, units: named, words, saidAt }) => (
        <View className="said" key={`${staffId} ${saidAt}`}>
          {named === null ? say('saidRefuse', { name, words }) : say('saidGrant', { name, n: named, words })}
        </View>
      ))}
      {state === 'open' && <Acts correctionId={correction.correctionId} />}
    </Card>
  )
})

function Evidence({ correction: { evidence } }: { correction: StaffCreditCorrection }) {
  const say = useWords(creditDeskWords)
  if (evidence.length === 0) return <View className="note">{say('noEvidence')}</View>
  const amountOf = (source: string, amount: number): string =>
    source.startsWith('points')
      ? say('points', { n: numberText(amount) })
      : say('grams', { n: numberText(Math.trunc(amount / MILLIGRAMS_PER_GRAM)) })
  return (
    <>
      {evidence.map(({ source, sceneId, amount, rides }, place) => {
        const what = { source: sceneId ?? source, amount: amountOf(source, amount) }
        return (
          <View className="note nums" key={place}>
            {rides === null ? say('evidence', what) : say('evidenceRides', { ...what, n: rides })}
          </View>
        )
      })}
    </>
  )
}

const MILLIGRAMS_PER_GRAM = 1_000

/** The centre alone refuses. */
const Acts = observer(function Acts({ correctionId }: { correctionId: string }) {
  const { session } = useStaffStores()
  const say = useWords(creditDeskWords)
  const [word, setWord] = useState<'grant' | 'refuse'>()
  return (
    <>
      <Button kind="quiet" onTap={() => setWord('grant')}>
        {say('grant')}
      </Button>
      {session.staff?.role === 'centre' && (
        <Button kind="quiet" onTap={() => setWord('refuse')}>
          {say('refuse')}
        </Button>
      )}
      {word && <CreditWordSheet correctionId={correctionId} word={word} onClose={() => setWord(undefined)} />}
    </>
  )
})
