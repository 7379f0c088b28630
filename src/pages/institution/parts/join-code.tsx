import type { OpenedGroup } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { openedGroupWords } from '../../../i18n/institution/groups'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button } from '../../../ui'
import { QrCode } from '../../../ui/qr-code'
import { copyText } from '../../resident/parts/use-giving'

const HALF = /.{4}/g

/** The code that lets people in: for their scanners, in characters to read out, and as an invitation for a chat. */
export const JoinCode = observer(function JoinCode({ group: { code, name } }: { group: OpenedGroup }) {
  const { keepBright } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(openedGroupWords)
  const invite = useInvitation()
  useEffect(() => keepBright(), [keepBright])
  const halves = code.match(HALF) ?? []
  const spelt = halves.join(' ')
  return (
    <>
      <View className="joincode">
        <QrCode text={code} kind="capitals" label={say('qr')} />
        <View className="joincode-s" role="img" aria-label={say('spelt', { code: spelt })}>
          {halves.map((half, place) => (
            <Text className="joincode-h" key={place}>
              {half}
            </Text>
          ))}
        </View>
      </View>
      <View className="para">{say('how')}</View>
      <Button onTap={() => invite({ code, spelt, name: name[locale] })}>{say('invite')}</Button>
    </>
  )
})

/** Sends the way in by the host's own sharing; where it has none, or only in its menu, the words go to the clipboard. */
function useInvitation(): (to: { code: string; spelt: string; name: string }) => Promise<void> {
  const { ui } = useStores()
  const { share } = useInstitutionStores()
  const say = useWords(openedGroupWords)
  return async ({ code, spelt, name }) => {
    const shared = await share({ title: say('inviteTitle', { name }), code })
    if (shared.ok) return ui.say(say('shared'))
    if (shared.refusal === 'cancelled') return
    const isCopied = await copyText(say('inviteText', { name, code: spelt }))
    ui.say(say(isCopied ? 'copied' : 'copyFailed'))
  }
}
