import type { GroupPreview } from '#contract'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useEffect, useState } from 'react'
import { useWords } from '../../i18n'
import { groupKindWords, joinWords } from '../../i18n/together/together'
import { useStores } from '../../stores'
import { useTogetherStores } from '../../stores/together'
import { Button, Card, Field, Heading, LinkButton } from '../../ui'
import { ResidentPage, useFailureNotice, useNamed, useShown } from '../resident/parts'
import './together.scss'

/** Eight characters with whatever stands between them where they are copied from. */
const LENGTH_MAX = 16

/** Into a group: its code, then which group that is and what joining shows of her, then her yes. */
export default observer(function JoinPage() {
  const { together } = useTogetherStores()
  const { code = '' } = useRouter().params
  const say = useWords(joinWords)
  useShown(() => {
    if (code !== '' && !together.preview) void together.look(code)
  })
  useEffect(() => () => together.forgetPreview(), [together])
  return (
    <ResidentPage title={say('title')}>
      {together.preview ? <Preview preview={together.preview} /> : <EnterCode />}
    </ResidentPage>
  )
})

const EnterCode = observer(function EnterCode() {
  const { together } = useTogetherStores()
  const say = useWords(joinWords)
  const sayFailure = useFailureNotice()
  const [text, setText] = useState('')
  const [isFaulty, setFaulty] = useState(false)
  const look = async (given: string) => {
    const result = await together.look(given)
    setFaulty(result === undefined)
    if (result?.ok === false) sayFailure(result)
  }
  const scan = async () => {
    const scanned = await together.scan()
    if (scanned.ok) await look(scanned.value)
    else if (scanned.refusal !== 'cancelled') sayFailure(scanned)
  }
  return (
    <>
      <View className="para">{say('how')}</View>
      {together.canScan && <Button onTap={scan}>{say('scan')}</Button>}
      <Field
        label={say('field')}
        value={text}
        onChange={(value) => {
          setFaulty(false)
          setText(value)
        }}
        lengthMax={LENGTH_MAX}
        {...(isFaulty ? { fault: say('fieldFault') } : {})}
      />
      <Button kind={together.canScan ? 'quiet' : 'primary'} onTap={() => look(text)}>
        {say('look')}
      </Button>
    </>
  )
})

function Preview({ preview }: { preview: GroupPreview }) {
  const { navigation, ui } = useStores()
  const { together } = useTogetherStores()
  const say = useWords(joinWords)
  const kind = useWords(groupKindWords)
  const named = useNamed()
  const sayFailure = useFailureNotice()
  const { groupId, isJoined } = preview
  const see = () => navigation.replace('group', { groupId })
  const join = async () => {
    const result = await together.join()
    if (!result.ok) return sayFailure(result)
    ui.say(say('joined'))
    await see()
  }
  return (
    <>
      <Card>
        <Text className="note">{kind(preview.kind)}</Text>
        <View className="h1 rank-t">{named(preview.name)}</View>
        <Text className="note">{say('openedBy', { name: named(preview.openedBy) })}</Text>
      </Card>
      {isJoined ? (
        <>
          <View className="para">{say('already')}</View>
          <Button onTap={see}>{say('toGroup')}</Button>
        </>
      ) : (
        <>
          <Heading>{say('consent')}</Heading>
          {preview.consent.paragraphs.map((paragraph) => (
            <View className="para" key={paragraph.zh}>
              {named(paragraph)}
            </View>
          ))}
          <Button onTap={join}>{say('yes')}</Button>
        </>
      )}
      <LinkButton onTap={() => together.forgetPreview()}>{say('other')}</LinkButton>
    </>
  )
}
