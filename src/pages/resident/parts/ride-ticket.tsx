import type { RideDetail } from '#contract'
import { massTextExact, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { decimalText, numberText, useLocale, useWords, weekdayText, whenText } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { rideStateWords } from '../../../i18n/resident/rides'
import { useStores } from '../../../stores'
import { Quantity, Stamp, SumSheet, Ticket, useMassName } from '../../../ui'
import { stampOf } from './ride-row'
import { useSceneName } from './use-named'

/** The ride above the perforation, its sum on the stub. */
export function RideTicket({ detail }: { detail: RideDetail }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(rideWords)
  const sayState = useWords(rideStateWords)
  const { ride } = detail
  const scene = useSceneName()(ride.sceneId)
  const kind = stampOf(ride.state)
  const route = [ride.from, ride.to].filter(Boolean).join(' → ')
  return (
    <Ticket stub={<Sum detail={detail} />}>
      <View className="note nums">
        {scene} · {whenText(ride.boardedAt, locale, now())} {weekdayText(ride.boardedAt, locale)}
      </View>
      <View className="lead strong">{route || say('unnamed')}</View>
      <View className="tkt-n">
        <Text className="note">{say(kind === 'refused' ? 'wouldSave' : 'saved', { scene })}</Text>
        <Quantity mass={milligrams(ride.reductionMilligrams)} size={6} expands />
      </View>
      <Stamp kind={kind} isBig>
        {sayState(ride.state)}
      </Stamp>
    </Ticket>
  )
}

/** quantity × factor = reduction, every digit, so that she can check it on paper. */
function Sum({ detail: { sum } }: { detail: RideDetail }) {
  const say = useWords(rideWords)
  const massName = useMassName()
  const isByMetre = sum.quantityUnit === 'metre'
  const factor = sum.factorUnit === 'microgramPerMetre' ? decimalText(sum.factor, 3) : numberText(sum.factor)
  return (
    <SumSheet
      lines={[
        {
          label: say(isByMetre ? 'distance' : 'boardings'),
          sign: '',
          amount: say(isByMetre ? 'meters' : 'times', { n: numberText(sum.quantity) }),
        },
        { label: say(isByMetre ? 'perMetre' : 'perBoarding'), sign: '×', amount: say('mg', { n: factor }) },
      ]}
      result={{ label: say('result'), amount: massName(massTextExact(milligrams(sum.reductionMilligrams))) }}
    />
  )
}
