import type { Invitation } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { membersWords } from '../../../i18n/merchant/members'
import { memberRoleWords } from '../../../i18n/merchant/work'
import { useMember } from '../../../stores/member'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Field, List, SegmentedControl, Sheet, SwitchRow, Tip } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { useAct } from '../../resident/parts/use-act'
import { InvitationCode } from './invitation-code'

type Role = 'cashier' | 'manager'
const NAME_LENGTH_MAX = 40

/** Role, name and shops of somebody new; then the code, from this screen to hers. */
export const InviteSheet = observer(function InviteSheet({ onClose }: { onClose: () => void }) {
  const { members } = useMerchantStores()
  const { session } = useMember()
  const say = useWords(membersWords)
  const shops = session.membership?.shops ?? []
  const [role, setRole] = useState<Role>('cashier')
  const [name, setName] = useState('')
  const [shopIds, setShopIds] = useState<readonly string[]>(shops.length === 1 ? [shops[0]!.shopId] : [])
  const [isAsked, setAsked] = useState(false)
  const [invitation, setInvitation] = useState<Invitation>()
  const isForShops = role === 'cashier'
  const { perform, fault } = useAct(
    () => members.invite({ role, displayName: name.trim(), shopIds: isForShops ? [...shopIds] : [] }),
    setInvitation,
  )
  const isComplete = name.trim() !== '' && (!isForShops || shopIds.length > 0)
  const show = async () => {
    setAsked(true)
    if (isComplete) await perform()
  }
  if (invitation)
    return (
      <Sheet title={say('codeTitle', { name: invitation.displayName })} onClose={onClose}>
        <InvitationCode invitation={invitation} onDone={onClose} />
      </Sheet>
    )
  return (
    <Sheet title={say('invite')} onClose={onClose}>
      <RoleChoice role={role} onChoose={setRole} />
      <Field
        label={say('name')}
        hint={say('nameHint')}
        value={name}
        onChange={setName}
        lengthMax={NAME_LENGTH_MAX}
        {...(isAsked && name.trim() === '' ? { fault: say('nameFault') } : {})}
      />
      {isForShops && (
        <ShopsOf chosen={shopIds} onChange={setShopIds} isFaulty={isAsked && shopIds.length === 0} />
      )}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={show}>{say('show')}</Button>
    </Sheet>
  )
})

function RoleChoice({ role, onChoose }: { role: Role; onChoose: (role: Role) => void }) {
  const say = useWords(membersWords)
  const sayRole = useWords(memberRoleWords)
  return (
    <>
      <SegmentedControl<Role>
        label={say('role')}
        options={[
          { value: 'cashier', name: sayRole('cashier') },
          { value: 'manager', name: sayRole('manager') },
        ]}
        chosen={role}
        onChoose={onChoose}
      />
      <View className="note">{say(role === 'cashier' ? 'cashierCan' : 'managerCan')}</View>
    </>
  )
}

interface ShopsOfProps {
  chosen: readonly string[]
  onChange: (chosen: readonly string[]) => void
  isFaulty: boolean
}

function ShopsOf({ chosen, onChange, isFaulty }: ShopsOfProps) {
  const { session } = useMember()
  const say = useWords(membersWords)
  const named = useNamed()
  const shops = session.membership?.shops ?? []
  if (shops.length === 0) return <Tip kind="wait">{say('noShops')}</Tip>
  return (
    <View>
      <View className="field-l">{say('inShops')}</View>
      <List label={say('inShops')}>
        {shops.map(({ shopId, name }) => (
          <SwitchRow
            key={shopId}
            title={named(name)}
            isOn={chosen.includes(shopId)}
            onTurn={(isOn) => onChange(isOn ? [...chosen, shopId] : chosen.filter((one) => one !== shopId))}
          />
        ))}
      </List>
      {isFaulty && <View className="row-d refuse">{say('shopsFault')}</View>}
    </View>
  )
}
