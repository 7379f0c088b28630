import type { MyGroup } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { NICKNAME_MAX, readNickname } from '#domain/group'
import { useWords } from '../../../i18n'
import { groupWords } from '../../../i18n/together/together'
import { useStores } from '../../../stores'
import { useTogetherStores } from '../../../stores/together'
import { Button, Field, List, Sheet, SwitchRow } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'

/** Shown to her group while the switch is on; switched on it asks under which name. */
export const Nickname = observer(function Nickname({ group }: { group: MyGroup }) {
  const { ui } = useStores()
  const { together } = useTogetherStores()
  const say = useWords(groupWords)
  const sayFailure = useFailureNotice()
  const [isAsking, setAsking] = useState(false)
  const { groupId, nickname } = group
  const turn = async (isOn: boolean) => {
    if (isOn) return setAsking(true)
    const result = await together.name(groupId, null)
    if (result.ok) ui.say(say('hidden'))
    else sayFailure(result)
  }
  return (
    <>
      <List>
        <SwitchRow
          title={say('show')}
          detail={nickname === null ? say('showOff') : say('showOn', { name: nickname })}
          isOn={nickname !== null}
          onTurn={(isOn) => void turn(isOn)}
        />
      </List>
      {isAsking && <NicknameSheet groupId={groupId} onClose={() => setAsking(false)} />}
    </>
  )
})

function NicknameSheet({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const { ui } = useStores()
  const { together } = useTogetherStores()
  const say = useWords(groupWords)
  const sayFailure = useFailureNotice()
  const [text, setText] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const show = async () => {
    const name = readNickname(text)
    setFaulty(name === undefined)
    if (name === undefined) return
    const result = await together.name(groupId, name)
    if (!result.ok) return sayFailure(result)
    ui.say(say('shown', { name }))
    onClose()
  }
  return (
    <Sheet title={say('showTitle')} onClose={onClose}>
      <View className="para">{say('showText')}</View>
      <Field
        label={say('field', { n: NICKNAME_MAX })}
        value={text}
        onChange={(value) => {
          setFaulty(false)
          setText(value)
        }}
        lengthMax={NICKNAME_MAX}
        {...(isFaulty ? { fault: say('fieldFault', { n: NICKNAME_MAX }) } : {})}
      />
      <Button onTap={show}>{say('showYes')}</Button>
    </Sheet>
  )
}
