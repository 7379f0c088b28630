import type { InvitationPreview, Membership } from '#contract'
import { View } from '@tarojs/components'
import { timeText, useWords } from '../../../i18n'
import { workWords } from '../../../i18n/merchant/work'
import type { MemberSessionStore } from '../../../stores/member'
import { Button, Card, Heading, Row, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { useMembershipText } from './membership-text'

interface InvitedProps {
  preview: InvitationPreview
  onAccept: () => ReturnType<MemberSessionStore['join']>
  onJoined: (membership: Membership) => void
  onDecline: () => void
}

/** Who invites her, as what and where: read before she joins. */
export function Invited({ preview, onAccept, onJoined, onDecline }: InvitedProps) {
  const say = useWords(workWords)
  const { institution, role, shops } = useMembershipText()(preview)
  const { perform, fault } = useAct(onAccept, onJoined)
  return (
    <View>
      <Heading level={1}>{say('invites', { institution })}</Heading>
      <Card>
        <Row title={say('asRole')} end={role} />
        <Row title={say('called')} end={preview.displayName} />
        <Row title={say('inShops')} detail={shops} />
      </Card>
      <View className="note">{say('until', { time: timeText(preview.expiresAt) })}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={() => perform()}>{say('accept')}</Button>
      <Button kind="quiet" onTap={onDecline}>
        {say('decline')}
      </Button>
    </View>
  )
}
