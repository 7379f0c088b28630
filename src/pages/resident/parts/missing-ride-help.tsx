import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { instrumentWords } from '../../../i18n/resident/scenes'
import { Heading, Tip } from '../../../ui'

/** Why a ride may not be there, the commonest reason first: a plain plastic card is no channel. */
export function MissingRideHelp() {
  const say = useWords(instrumentWords)
  return (
    <>
      <Heading>{say('missing')}</Heading>
      <Tip>
        <View>{say('missing1')}</View>
        <View className="para">{say('missing2')}</View>
        <View>{say('missing3')}</View>
      </Tip>
    </>
  )
}
