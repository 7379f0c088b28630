import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords, useRecordDay } from '../../../i18n'
import { ruleEntryWords } from '../../../i18n/register/rule'
import { useRegisterStores } from '../../../stores/register'
import { Card, Heading, Stamp } from '../../../ui'

const STAMPS = { approve: 'done', amend: 'wait', reject: 'refused' } as const

/** What experts said of each version, in their own words; a name only where she agreed to it. */
export const Opinions = observer(function Opinions() {
  const { rule } = useRegisterStores()
  const say = useWords(ruleEntryWords)
  const day = useRecordDay()
  const given = rule.versions.flatMap(({ version }) =>
    (rule.keptOf(version)?.opinions ?? []).map((opinion) => ({ ...opinion, version })),
  )
  const isPublished = rule.versions.some(({ version }) => rule.keptOf(version)?.state !== 'disabled')
  return (
    <>
      <Heading>{say('opinions')}</Heading>
      {given.length === 0 && (
        <Text className="note">{say(isPublished ? 'noOpinions' : 'noOpinionsUnpublished')}</Text>
      )}
      {given.map(({ version, expert, field, verdict, text, givenAt }) => (
        <Card key={`${version} ${givenAt} ${text}`}>
          <View className="split">
            <View className="note">
              {say('opinionOf', { who: expert ?? say('unnamed'), field, version })} · {day(givenAt)}
            </View>
            <Stamp kind={STAMPS[verdict]}>{say(verdict)}</Stamp>
          </View>
          <View className="para">{text}</View>
        </Card>
      ))}
    </>
  )
})
