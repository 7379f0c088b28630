import type { Invitation } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { timeText, useWords } from '../../../i18n'
import { membersWords } from '../../../i18n/merchant/members'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Empty } from '../../../ui'
import { QrCode } from '../../../ui/qr-code'

interface InvitationCodeProps {
  invitation: Invitation
  onDone: () => void
}

/**
 * The code for whoever stands there, on a bright screen: as wide as the screen for her scanner, as characters for her keyboard. When she has
 * joined by it that is said in its place, by itself.
 */
export const InvitationCode = observer(function InvitationCode({ invitation, onDone }: InvitationCodeProps) {
  const { keepBright, members } = useMerchantStores()
  const say = useWords(membersWords)
  useEffect(() => keepBright(), [keepBright])
  useEffect(() => {
    const watch = members.watch()
    void watch.start()
    return watch.stop
  }, [members])
  const joined = members.joinedBy(invitation)
  return (
    <View>
      <View role="status" aria-live="polite">
        {joined && (
          <Empty
            glyph="done"
            title={say('joinedTitle', { name: joined.displayName })}
            detail={say('joinedDetail')}
          />
        )}
      </View>
      {!joined && <Code invitation={invitation} />}
      <Button onTap={onDone}>{say('codeDone')}</Button>
    </View>
  )
})

function Code({ invitation: { code, expiresAt } }: { invitation: Invitation }) {
  const say = useWords(membersWords)
  return (
    <>
      <View className="scanned">
        <QrCode text={code} kind="text" label={say('codeName')} />
      </View>
      <View className="spelt">{code}</View>
      <View className="para">{say('codeHow', { time: timeText(expiresAt) })}</View>
    </>
  )
}
