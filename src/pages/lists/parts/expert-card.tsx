import type { Expert } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { expertPoolWords } from '../../../i18n/console/lists'
import { Card, Stamp } from '../../../ui'
import { ActButtons } from '../../staff/parts'
import { useDismissExpert } from './use-expert-acts'

/** One expert: her fields, her institution – in whose cause she is not asked – and what she owes. */
export function ExpertCard({ expert, isCentre }: { expert: Expert; isCentre: boolean }) {
  const say = useWords(expertPoolWords)
  const dismiss = useDismissExpert(expert)
  const { expertId, name, fields, institution, creditCode, active, owed } = expert
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">{`${name} · ${expertId}`}</View>
        <Stamp kind={active ? 'done' : 'plain'}>{say(active ? 'active' : 'left')}</Stamp>
      </View>
      <View className="para">{say('of', { institution, fields: fields.join('、') })}</View>
      <View className="note">{say('conflict', { code: creditCode })}</View>
      <View className="note">{owed === 0 ? say('owesNone') : say('owes', { n: owed })}</View>
      {isCentre && active && <ActButtons acts={[dismiss]} />}
    </Card>
  )
}
