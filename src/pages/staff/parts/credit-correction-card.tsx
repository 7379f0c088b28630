import type { StaffCreditCorrection } from '#contract'
import { doBodiesDiffer, grantsNow } from '#domain/credit-record'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, monthText, numberText, useLocale, useWords } from '../../../i18n'
import { creditDeskWords } from '../../../i18n/staff/credit-desk'
import { roleWords } from '../../../i18n/staff/desk'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Card, Stamp, Tip, type StampKind } from '../../../ui'
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
      {state === 'open' && <Standing said={said} />}
      {state === 'open' && <Acts correction={correction} about={about} />}
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

type Said = StaffCreditCorrection['said']

/** What was granted so far: words without units are refusals, and end it. */
const grantsOf = (said: Said) =>
  said.flatMap((one) => (one.units === null ? [] : [{ ...one, units: one.units }]))

/** What the names under it come to so far: bodies that differ, or hers, which waits for another. */
const Standing = observer(function Standing({ said }: { said: Said }) {
  const { session } = useStaffStores()
  const say = useWords(creditDeskWords)
  const sayRole = useWords(roleWords)
  const grants = grantsNow(grantsOf(said))
  if (doBodiesDiffer(grants)) {
    const named = grants.map(({ body, units: n }) => say('differOne', { body: sayRole(body), n }))
    return <Tip kind="wait">{say('differ', { named: named.join(say('and')) })}</Tip>
  }
  const own = grants.find(({ staffId }) => staffId === session.staff?.staffId)
  const bodys = grants.find(({ body }) => body === session.staff?.role)
  if (own) return <Tip kind="wait">{say('youSigned', { n: own.units })}</Tip>
  return bodys ? <Tip kind="wait">{say('bodySigned', { n: bodys.units })}</Tip> : null
})

interface ActsProps {
  correction: StaffCreditCorrection
  about: string
}

/** Two people of two bodies grant, and may change their word until then; the centre alone refuses. */
const Acts = observer(function Acts({ correction: { correctionId, said }, about }: ActsProps) {
  const { session, creditDesk } = useStaffStores()
  const say = useWords(creditDeskWords)
  const hasSigned = grantsOf(said).some(({ body }) => body === session.staff?.role)
  const { reasons, text } = useAsked()
  const grant: StaffAct = {
    id: 'grant',
    name: say(hasSigned ? 'grantAnew' : 'grant'),
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
