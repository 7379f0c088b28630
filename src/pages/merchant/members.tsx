import type { Member, MemberList } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../i18n'
import { membersWords } from '../../i18n/merchant/members'
import { memberRoleWords } from '../../i18n/merchant/work'
import { useStores } from '../../stores'
import { useMember } from '../../stores/member'
import { useMerchantStores } from '../../stores/merchant'
import { Button, Heading, List } from '../../ui'
import { Loaded, useNamed } from '../resident/parts'
import { DismissSheet } from './parts/dismiss-sheet'
import { InviteSheet } from './parts/invite-sheet'
import { useJoinedBy } from './parts/joined-by'
import { MerchantPage } from './parts/merchant-page'
import { useMerchantShown } from './parts/use-merchant-shown'

/** Who works here, and the two changes an owner makes. */
export default observer(function Members() {
  const { members } = useMerchantStores()
  const say = useWords(membersWords)
  const [isInviting, setInviting] = useState(false)
  useMerchantShown(() => members.list.load())
  const close = () => {
    setInviting(false)
    void members.list.load()
  }
  return (
    <MerchantPage title={say('title')} place="members">
      <Button onTap={() => setInviting(true)}>{say('invite')}</Button>
      <Loaded remote={members.list.remote} onRetry={() => members.list.load()}>
        {(list) => <People list={list} />}
      </Loaded>
      {isInviting && <InviteSheet onClose={close} />}
    </MerchantPage>
  )
})

const People = observer(function People({ list }: { list: MemberList }) {
  const { session } = useMember()
  const say = useWords(membersWords)
  const [leaving, setLeaving] = useState<Member>()
  return (
    <>
      <Heading>{say('list')}</Heading>
      <List>
        {list.items.map((member) => (
          <MemberRow
            key={member.memberId}
            member={member}
            isHer={member.memberId === session.membership?.memberId}
            onDismiss={() => setLeaving(member)}
          />
        ))}
      </List>
      {leaving && <DismissSheet member={leaving} onClose={() => setLeaving(undefined)} />}
    </>
  )
})

interface MemberRowProps {
  member: Member
  isHer: boolean
  onDismiss: () => void
}

function MemberRow({ member, isHer, onDismiss }: MemberRowProps) {
  const { displayName: name, role, joinedAt, shops } = member
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(membersWords)
  const sayRole = useWords(memberRoleWords)
  const named = useNamed()
  const app = useJoinedBy()(member)
  const since = { role: sayRole(role), when: dayText(joinedAt, locale, now()) }
  const dismissLabel = app ? say('dismissLabelBy', { name, app }) : say('dismissLabel', { name })
  return (
    <View className="row">
      <View className="row-b">
        <View className="row-t">{isHer ? say('you', { name }) : name}</View>
        <View className="row-d">{app ? say('sinceBy', { ...since, app }) : say('since', since)}</View>
        {role === 'cashier' && (
          <View className="row-d">
            {shops.map((shop) => named(shop.name)).join(locale === 'zh' ? '、' : ', ')}
          </View>
        )}
      </View>
      {!isHer && (
        <View className="link" hoverClass="hover" role="button" aria-label={dismissLabel} onClick={onDismiss}>
          {say('dismiss')}
        </View>
      )}
    </View>
  )
}
