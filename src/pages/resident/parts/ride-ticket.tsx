import type { RideDetail } from '#contract'
import { massTextExact, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { decimalText, numberText, useLocale, useWords, whenOfWeekText } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { rideStateWords } from '../../../i18n/resident/rides'
import { useStores } from '../../../stores'
import { Quantity, Stamp, type StampKind, SumSheet, type SumLine, Ticket, useMassName } from '../../../ui'
import { stampOf } from './ride-row'
import { useNamed, useSceneInText, useSceneName } from './use-named'

/** The ride above the perforation, its sum with every digit on the stub. */
export function RideTicket({ detail }: { detail: RideDetail }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(rideWords)
  const sayState = useWords(rideStateWords)
  const { ride } = detail
  const scene = useSceneName()(ride.sceneId)
  const inText = useSceneInText()(ride.sceneId)
  const kind = stampOf(ride.state)
  const route = [ride.from, ride.to].filter(Boolean).join(' → ')
  return (
    <Ticket stub={<Sum detail={detail} />}>
      <View className="note nums">
        {route && `${scene} · `}
        {whenOfWeekText(ride.boardedAt, locale, now())}
      </View>
      <View className="lead strong">{route || scene}</View>
      <View className="tkt-n">
        <Text className="note">
          {kind === 'plain'
            ? say('merged')
            : say(kind === 'refused' ? 'wouldSave' : 'saved', { scene: inText })}
        </Text>
        <Quantity mass={milligrams(ride.reductionMilligrams)} size={kind === 'plain' ? 5 : 6} />
      </View>
      <Stamp kind={kind} isBig>
        {sayState(ride.state)}
      </Stamp>
    </Ticket>
  )
}

/** Only a ride that counts saved what its sum comes to. */
const RESULT = {
  done: 'result',
  wait: 'result',
  plain: 'resultMerged',
  refused: 'resultWould',
} as const satisfies Record<StampKind, string>

/** Every figure from the published ones to the grams of this ride, so that she can do it again on paper. */
function Sum({ detail: { ride, sum } }: { detail: RideDetail }) {
  const say = useWords(rideWords)
  const named = useNamed()
  const massName = useMassName()
  const scene = useSceneInText()(ride.sceneId)
  const isByMetre = sum.quantityUnit === 'metre'
  const per = isByMetre ? 'PerKilometre' : 'PerBoarding'
  // µg per metre and mg per boarding are both thousandths of a gram.
  const grams = (thousandths: number) => say('grams', { n: decimalText(thousandths, 3) })
  const parts: SumLine[] = sum.factorParts
    ? [
        { label: say(`otherwise${per}`, { scene }), sign: '', amount: grams(sum.factorParts.baseline) },
        { label: say(`thisWay${per}`, { scene }), sign: '−', amount: grams(sum.factorParts.project) },
      ]
    : []
  return (
    <SumSheet
      lines={[
        ...parts,
        { label: say(`saved${per}`), sign: parts.length > 0 ? '=' : '', amount: grams(sum.factor) },
        isByMetre
          ? {
              label: say('distance'),
              sign: '×',
              amount: say('kilometres', { n: decimalText(sum.quantity, 3) }),
            }
          : { label: say('boardings'), sign: '×', amount: say('times', { n: numberText(sum.quantity) }) },
      ]}
      result={{
        label: say(RESULT[stampOf(ride.state)]),
        amount: massName(massTextExact(milligrams(sum.reductionMilligrams))),
      }}
      note={sum.derivation ? named(sum.derivation) : undefined}
    />
  )
}
