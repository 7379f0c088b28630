import type { Exclusion } from '#contract'
import { Text, View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { exclusionWords } from '../../../i18n/console/lists'
import { Card, Stamp } from '../../../ui'
import { ActButtons } from '../../staff/parts'
import { useDay } from '../../console/parts'
import { useEndExclusion } from './use-exclusion-acts'

/** One entry: which site, by whom it is counted, and since when. */
export function ExclusionCard({ entry, mayKeep }: { entry: Exclusion; mayKeep: boolean }) {
  const say = useWords(exclusionWords)
  const { recordDay, when } = useDay()
  const end = useEndExclusion(entry)
  const { siteKey, scheme, schemeName, from, to, source, enteredByName, enteredAt, ended } = entry
  const days = { scheme: `${say(scheme)} ${schemeName}`, from: recordDay(from) }
  return (
    <Card>
      <View className="split">
        <View className="row-b strong nums">
          {say('site', { kind: say(siteKey.kind), value: siteKey.value })}
        </View>
        <Stamp kind={ended ? 'plain' : 'wait'}>{say(ended ? 'ended' : 'inForce')}</Stamp>
      </View>
      <View className="note">
        {to === null ? say('from', days) : say('fromTo', { ...days, to: recordDay(to) })}
      </View>
      <View className="para">{say('source', { source })}</View>
      <Text className="note">{say('enteredBy', { who: enteredByName, when: when(enteredAt) })}</Text>
      {ended && (
        <View className="note">
          {say('endedBy', { who: ended.byName, when: when(ended.at), reasons: ended.reasons })}
        </View>
      )}
      {mayKeep && !ended && <ActButtons acts={[end]} />}
    </Card>
  )
}
