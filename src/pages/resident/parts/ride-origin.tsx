import type { RideDetail } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { useStores } from '../../../stores'
import { Heading, List, Row } from '../../../ui'
import { useNamed } from './use-named'

/** On what the sum rests: rule and version, baseline, who recorded the ride and with which card. */
export function RideOrigin({ detail: { sum, operator, instrument } }: { detail: RideDetail }) {
  const { navigation } = useStores()
  const say = useWords(rideWords)
  const named = useNamed()
  const rule = say('version', { name: named(sum.methodologyName), version: sum.methodologyVersion })
  const openRule = () =>
    void navigation.open('methodology', { code: sum.methodologyCode, version: sum.methodologyVersion })
  return (
    <>
      <Heading>{say('rests')}</Heading>
      <List>
        <Row
          title={say('rule')}
          detail={
            <>
              <View>{rule}</View>
              <View>{sum.methodologyCode}</View>
            </>
          }
          onTap={openRule}
        />
        {sum.baseline && <Row title={say('baseline')} detail={named(sum.baseline)} />}
        <Row title={say('source')} detail={named(operator)} />
        {instrument && (
          <Row title={say('instrument')} detail={`${named(instrument.issuer)} ${instrument.maskedNumber}`} />
        )}
        <Row title={say('paper')} detail={named(sum.source)} />
      </List>
    </>
  )
}
