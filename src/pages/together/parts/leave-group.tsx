import type { MyGroup } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { groupWords } from '../../../i18n/together/together'
import { useStores } from '../../../stores'
import { useTogetherStores } from '../../../stores/together'
import { Button, LinkButton, Sheet } from '../../../ui'
import { useFailureNotice, useNamed } from '../../resident/parts'

/** The way out, with what it changes and what it does not. */
export function LeaveGroup({ group: { groupId, name } }: { group: MyGroup }) {
  const { navigation, ui } = useStores()
  const { together } = useTogetherStores()
  const say = useWords(groupWords)
  const named = useNamed()
  const sayFailure = useFailureNotice()
  const [isAsking, setAsking] = useState(false)
  const leave = async () => {
    const result = await together.leave(groupId)
    if (!result.ok) return sayFailure(result)
    ui.say(say('left'))
    setAsking(false)
    await navigation.replace('together')
  }
  return (
    <>
      <LinkButton onTap={() => setAsking(true)}>{say('leave')}</LinkButton>
      {isAsking && (
        <Sheet title={say('leaveTitle', { name: named(name) })} onClose={() => setAsking(false)}>
          <View className="para">{say('leaveText')}</View>
          <Button kind="danger" onTap={leave}>
            {say('leaveYes')}
          </Button>
        </Sheet>
      )}
    </>
  )
}
