import type { RunDetail, RunSampleRide } from '#contract'
import { massTextExact, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { distanceText, useLocale, useWords, whenText } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { useStores } from '../../../stores'
import { useStaffStores } from '../../../stores/staff'
import { Heading, List, Row, useMassName } from '../../../ui'

/** So much of an account's key tells the samples of one run apart. */
const KEY_SHOWN = 12

/** Rides to look into, without anybody's name. */
export function RunSamples({ detail }: { detail: RunDetail }) {
  const say = useWords(runWords)
  return (
    <>
      <Heading>{say('samples')}</Heading>
      <Text className="note">{say(detail.samples.length === 0 ? 'samplesNone' : 'samplesHint')}</Text>
      {detail.samples.length > 0 && (
        <List label={say('samples')}>
          {detail.samples.map((sample) => (
            <Sample sample={sample} runId={detail.run.runId} key={sample.rideId} />
          ))}
        </List>
      )}
    </>
  )
}

/** One ride; whoever may search goes on from it to the account, and says there why. */
const Sample = observer(function Sample({ sample, runId }: { sample: RunSampleRide; runId: string }) {
  const { now } = useStores()
  const { session, supervision, navigation } = useStaffStores()
  const locale = useLocale()
  const massName = useMassName()
  const { accountKey, boardedAt, distanceMeters, reductionMilligrams, rideId } = sample
  const mayLookUp = session.staff !== undefined && session.staff.role !== 'district'
  const lookUp = () => {
    supervision.search.turnToKey(accountKey, runId)
    void navigation.open('search')
  }
  const distance = distanceMeters === null ? '' : ` · ${distanceText(distanceMeters, locale)}`
  return (
    <Row
      title={<Text className="mono">{accountKey.slice(0, KEY_SHOWN)}</Text>}
      detail={
        <>
          <View className="nums">
            {whenText(boardedAt, locale, now())}
            {distance}
          </View>
          <View className="mono">{rideId}</View>
        </>
      }
      end={<View className="ride-m">{massName(massTextExact(milligrams(reductionMilligrams)))}</View>}
      {...(mayLookUp ? { onTap: lookUp } : {})}
    />
  )
})
