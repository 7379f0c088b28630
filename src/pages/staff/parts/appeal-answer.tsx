import type { StaffAppeal } from '#contract'
import { Text, View } from '@tarojs/components'
import { useLocale, useWords, whenText } from '../../../i18n'
import { staffAppealWords } from '../../../i18n/staff/appeals'
import { useStores } from '../../../stores'
import { Card, Heading, Stamp } from '../../../ui'

/** The answer that was given; it stands. */
export function AppealAnswer({ appeal }: { appeal: StaffAppeal }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(staffAppealWords)
  return (
    <>
      <Heading>{say('answerTitle')}</Heading>
      <Card>
        <Stamp kind={appeal.state === 'upheld' ? 'done' : 'refused'}>{say(appeal.state)}</Stamp>
        <View className="para">{appeal.answer}</View>
        {appeal.answeredAt !== null && (
          <Text className="note">
            {say('answeredAt', { when: whenText(appeal.answeredAt, locale, now()) })}
          </Text>
        )}
      </Card>
    </>
  )
}

/** What was answered the first time, for whoever reviews it. */
export function FirstAnswer({ answer, answeredAt }: NonNullable<StaffAppeal['firstAnswer']>) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(staffAppealWords)
  return (
    <>
      <Heading>{say('firstAnswer')}</Heading>
      <Card>
        <View className="para">{answer}</View>
        <Text className="note">{say('answeredAt', { when: whenText(answeredAt, locale, now()) })}</Text>
      </Card>
    </>
  )
}
