import type { StaffCreditCorrection } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, monthText, numberText, useLocale, useWords } from '../../../i18n'
import { creditDeskWords } from '../../../i18n/staff/credit-desk'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Card, Stamp, type StampKind } from '../../../ui'
import { useSceneName } from '../../resident/parts'
import type { StaffAct } from './act'
import { ActButtons } from './act-buttons'
import { useAsked } from './asked'

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
  const about = say('of', { month: monthText(month, locale), line: line[locale] })
  const due = say('due', { when: dayText(dueAt, locale, now()) })
  const who = holder.institution?.[locale] ?? say('person')
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">{about}</View>
        <Stamp kind={STAMPS[state]}>{say(overdue ? 'overdue' : state)}</Stamp>
      </View>
      <View className="note">
        {[who, say('hearing', { n: hearing }), state === 'open' && due].filter(Boolean).join(' · ')}
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
      {state === 'open' && <Acts correctionId={correction.correctionId} about={about} />}
    </Card>
  )
})

function Evidence({ correction: { evidence, line } }: { correction: StaffCreditCorrection }) {
  const locale = useLocale()
  const say = useWords(creditDeskWords)
  const sceneName = useSceneName()
  if (evidence.length === 0) return <View className="note">{say('noEvidence')}</View>
  const amountOf = (source: string, amount: number): string =>
    source.startsWith('points')
      ? say('points', { n: numberText(amount) })
      : say('grams', { n: numberText(Math.trunc(amount / MILLIGRAMS_PER_GRAM)) })
  return (
    <>
      {evidence.map(({ source, sceneId, amount, rides }, place) => {
        const what = {
          source: sceneId === null ? line[locale] : sceneName(sceneId),
          amount: amountOf(source, amount),
        }
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

/** Two people of two bodies grant; the centre alone refuses. */
const Acts = observer(function Acts({ correctionId, about }: { correctionId: string; about: string }) {
  const { session, creditDesk } = useStaffStores()
  const say = useWords(creditDeskWords)
  const { reasons, text } = useAsked()
  const grant: StaffAct = {
    id: 'grant',
    name: say('grant'),
    kind: 'quiet',
    title: say('grantAsk'),
    about,
    effect: say('grantEffect'),
    yes: say('yes'),
    asks: [
      text({ name: 'units', label: say('units'), lengthMax: 8, test: WHOLE, wrong: say('unitsFault') }),
      reasons(say('words')),
    ],
    done: say('signed'),
    perform: ({ units, reasons: words = '' }) =>
      creditDesk.grant(correctionId, { units: Number(units), words }),
  }
  const refusal: StaffAct = {
    id: 'refuse',
    name: say('refuse'),
    kind: 'quiet',
    title: say('refuseAsk'),
    about,
    effect: say('refuseEffect'),
    yes: say('yes'),
    asks: [reasons(say('words'))],
    done: say('signed'),
    perform: ({ reasons: words = '' }) => creditDesk.refuse(correctionId, { words }),
  }
  return <ActButtons acts={session.staff?.role === 'centre' ? [grant, refusal] : [grant]} />
})

/** Units of a line, more or fewer, never none. */
const WHOLE = /^-?[1-9]\d{0,6}$/
