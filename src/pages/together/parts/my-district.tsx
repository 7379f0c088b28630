import type { Together } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { monthWords, togetherWords } from '../../../i18n/together/together'
import { useStores } from '../../../stores'
import { useTogetherStores } from '../../../stores/together'
import { Button, Card, Empty, LinkButton } from '../../../ui'
import { useFailureNotice, useNamed } from '../../resident/parts'
import { DistrictSheet } from './district-sheet'
import { MonthFigures } from './month-figures'

/** Her district with its place, or the way to name one. */
export const MyDistrict = observer(function MyDistrict({ together }: { together: Together }) {
  const say = useWords(togetherWords)
  const named = useNamed()
  const months = useWords(monthWords)
  const day = useDay()
  const [isChoosing, setChoosing] = useState(false)
  const { district, districtFrom, peopleMin } = together
  const sheet = isChoosing && <DistrictSheet together={together} onClose={() => setChoosing(false)} />
  if (!district)
    return (
      <>
        <Empty
          glyph="home"
          title={say('noDistrict')}
          detail={districtFrom ? say('noDistrictUntil', { when: day(districtFrom) }) : say('noDistrictHint')}
        >
          {!districtFrom && together.standing !== 'childWaits' && (
            <Button kind="quiet" onTap={() => setChoosing(true)}>
              {say('choose')}
            </Button>
          )}
        </Empty>
        {sheet}
      </>
    )
  const [latest] = district.months
  return (
    <Card>
      <View className="lead strong">{named(district.name)}</View>
      {latest ? (
        <MonthFigures month={latest} peopleMin={peopleMin} />
      ) : (
        <Text className="note">{months('none')}</Text>
      )}
      {district.changesOn ? (
        <Text className="note">{say('changesOn', { when: day(district.changesOn) })}</Text>
      ) : (
        <LinkButton onTap={() => setChoosing(true)}>{say('change')}</LinkButton>
      )}
      <LeaveDistrict />
      {sheet}
    </Card>
  )
})

function LeaveDistrict() {
  const { ui } = useStores()
  const { together } = useTogetherStores()
  const say = useWords(togetherWords)
  const sayFailure = useFailureNotice()
  const leave = async () => {
    const result = await together.chooseDistrict(null)
    if (result.ok) ui.say(say('leftDistrict'))
    else sayFailure(result)
  }
  return <LinkButton onTap={() => void leave()}>{say('leaveDistrict')}</LinkButton>
}

/** A city day as people write it. */
const useDay = () => {
  const { now } = useStores()
  const locale = useLocale()
  return (day: string) => dayText(day, locale, now())
}
