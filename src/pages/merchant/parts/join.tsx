import type { InvitationPreview, Membership } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { workWords } from '../../../i18n/merchant/work'
import { useMember } from '../../../stores/member'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Field, Heading, Tip } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { useAct } from '../../resident/parts/use-act'
import { Invited } from './invited'

const CODE = /^[\w-]{22}$/
const CODE_LENGTH_MAX = 30

/** From an invitation, scanned from another screen or typed, over what it says to a membership. */
export function Join({ onJoined }: { onJoined: (membership: Membership) => void }) {
  const { session } = useMember()
  const [code, setCode] = useState('')
  const [preview, setPreview] = useState<InvitationPreview>()
  if (preview) {
    const forget = () => {
      setPreview(undefined)
      setCode('')
    }
    return (
      <Invited preview={preview} onAccept={() => session.join(code)} onJoined={onJoined} onDecline={forget} />
    )
  }
  return <EnterInvitation code={code} onCode={setCode} onPreview={setPreview} />
}

interface EnterInvitationProps {
  code: string
  onCode: (code: string) => void
  onPreview: (preview: InvitationPreview) => void
}

function EnterInvitation({ code, onCode, onPreview }: EnterInvitationProps) {
  const { session } = useMember()
  const merchant = useMerchantStores()
  const say = useWords(workWords)
  const tellFailure = useFailureNotice()
  const [isFaulty, setFaulty] = useState(false)
  const { perform, fault } = useAct((given: string) => session.preview(given), onPreview)
  const look = async (given: string) => {
    setFaulty(!CODE.test(given))
    if (CODE.test(given)) await perform(given)
  }
  const scan = async () => {
    const scanned = await merchant.scan()
    if (scanned.ok) {
      onCode(scanned.value)
      await look(scanned.value)
    } else if (scanned.refusal !== 'cancelled') tellFailure(scanned)
  }
  return (
    <View>
      <Heading>{say('join')}</Heading>
      <View className="note">{say('joinHow')}</View>
      {merchant.canScan() && <Button onTap={scan}>{say('scan')}</Button>}
      <Field
        label={say('code')}
        hint={say('codeHint')}
        value={code}
        onChange={(written) => {
          setFaulty(false)
          onCode(written.trim())
        }}
        lengthMax={CODE_LENGTH_MAX}
        {...(isFaulty ? { fault: say('codeFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="quiet" disabled={code === ''} onTap={() => look(code)}>
        {say('enter')}
      </Button>
    </View>
  )
}
