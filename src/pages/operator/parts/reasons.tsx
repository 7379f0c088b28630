import type { OperatorDesk } from '#contract'
import { View } from '@tarojs/components'
import { numberText, useWords } from '../../../i18n'
import { intakeWords } from '../../../i18n/operator/intake'
import { useOperatorStores } from '../../../stores/operator'
import { Heading, List, Row } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** Why rows were refused today, the most frequent first; samples of each on a tap. */
export function Reasons({ rejectedBy }: Pick<OperatorDesk['today'], 'rejectedBy'>) {
  const { navigation } = useOperatorStores()
  const named = useNamed()
  const say = useWords(intakeWords)
  return (
    <>
      <Heading>{say('rejectedBy')}</Heading>
      {rejectedBy.length === 0 ? (
        <View className="note">{say('rejectedNone')}</View>
      ) : (
        <List label={say('rejectedBy')}>
          {rejectedBy.map(({ code, words, rows }) => (
            <Row
              key={code}
              title={named(words)}
              detail={<View className="mono">{code}</View>}
              end={<View className="nums">{say('rejectedRow', { n: numberText(rows) })}</View>}
              onTap={() => void navigation.open('refused', { code })}
            />
          ))}
        </List>
      )}
    </>
  )
}
