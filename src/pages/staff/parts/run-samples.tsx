import type { RunDetail, RunSampleRide } from '#contract'
import { massTextExact, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { distanceText, useLocale, useWords, whenText } from '../../../i18n'
import { runWords } from '../../../i18n/staff/run'
import { useStores } from '../../../stores'
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
            <Sample sample={sample} key={sample.rideId} />
          ))}
        </List>
      )}
    </>
  )
}

function Sample({ sample }: { sample: RunSampleRide }) {
  const { now } = useStores()
  const locale = useLocale()
  const massName = useMassName()
  const { accountKey, boardedAt, distanceMeters, reductionMilligrams, rideId } = sample
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
    />
  )
}
