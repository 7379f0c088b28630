import type { RideDetail } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { rideWords } from '../../../i18n/resident/ride'
import { Heading, List, Tip } from '../../../ui'
import { RideRow } from './ride-row'
import { useNamed } from './use-named'

/** Why the ride does not count, in its operator's words where it said some, and what she can do; of a merged one the record that counts. Nothing for a ride that counts. */
export function RideRefusal({ detail: { ride, refusal, withdrawal, mergedInto } }: { detail: RideDetail }) {
  const say = useWords(rideWords)
  const named = useNamed()
  if (!refusal) return null
  const isMerged = ride.state === 'refused'
  const reason = named(refusal.message)
  return (
    <>
      <Tip kind={isMerged ? 'hint' : 'refuse'}>
        <View className="strong">{isMerged ? reason : say('why', { reason })}</View>
        {withdrawal && <View>{say('operatorSays', { reason: withdrawal.reason })}</View>}
        {withdrawal !== null && withdrawal.laterMilligrams > 0 && <View>{say('repaidLater')}</View>}
        <View>{named(refusal.next)}</View>
      </Tip>
      {mergedInto && (
        <>
          <Heading>{say('counted')}</Heading>
          <List>
            <RideRow ride={mergedInto} />
          </List>
        </>
      )}
    </>
  )
}
