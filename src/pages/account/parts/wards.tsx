import type { Guardianship } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../../i18n'
import { guardianWords } from '../../../i18n/resident/account'
import { useStores } from '../../../stores'
import { Button, Heading, LinkButton, List, Row, Sheet, SwitchRow } from '../../../ui'
import { Loaded, useFailureNotice } from '../../resident/parts'

/** The children this guardian consented for, and the way to take it back. */
export const Wards = observer(function Wards() {
  const { me } = useStores()
  const say = useWords(guardianWords)
  return (
    <Loaded remote={me.wards.remote} onRetry={() => me.wards.load()}>
      {({ items }) =>
        items.length === 0 ? null : (
          <>
            <Heading>{say('wards')}</Heading>
            <List>
              {items.map((ward) => (
                <Ward ward={ward} key={ward.guardianshipId} />
              ))}
            </List>
          </>
        )
      }
    </Loaded>
  )
})

function Ward({ ward }: { ward: Guardianship }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(guardianWords)
  const [isAsking, setAsking] = useState(false)
  const day = (instant: string) => ({ when: dayText(instant, locale, now()) })
  const name = ward.wardMaskedName || say('child')
  return (
    <>
      <Row
        title={name}
        detail={
          <>
            <View>{say('consentedOn', day(ward.consentedAt))}</View>
            {ward.wardUntil && <View>{say('wardUntil', day(ward.wardUntil))}</View>}
          </>
        }
        end={<LinkButton onTap={() => setAsking(true)}>{say('withdraw')}</LinkButton>}
      />
      <GroupsRow ward={ward} name={name} />
      {isAsking && <WithdrawSheet ward={ward} name={name} onClose={() => setAsking(false)} />}
    </>
  )
}

/** Her yes to a school's group and a district, apart from that to the account: given and taken back by one switch. */
const GroupsRow = observer(function GroupsRow({ ward, name }: { ward: Guardianship; name: string }) {
  const { me, ui } = useStores()
  const say = useWords(guardianWords)
  const sayFailure = useFailureNotice()
  const turn = async (isOn: boolean) => {
    const result = await me.allowGroups(ward.guardianshipId, isOn)
    if (!result.ok) return sayFailure(result)
    ui.say(say(isOn ? 'groupsOn' : 'groupsOff', { name }))
  }
  return (
    <SwitchRow
      title={say('groups', { name })}
      detail={say('groupsDetail')}
      isOn={ward.groupsAllowedAt !== null}
      onTurn={(isOn) => void turn(isOn)}
    />
  )
})

interface WithdrawSheetProps {
  ward: Guardianship
  name: string
  onClose: () => void
}

function WithdrawSheet({ ward, name, onClose }: WithdrawSheetProps) {
  const { me, ui } = useStores()
  const say = useWords(guardianWords)
  const sayFailure = useFailureNotice()
  const withdraw = async () => {
    const result = await me.unguard(ward.guardianshipId)
    if (!result.ok) return sayFailure(result)
    ui.say(say('withdrawn'))
    onClose()
  }
  return (
    <Sheet title={say('withdrawAsk', { name })} onClose={onClose}>
      <View className="para">{say('withdrawText')}</View>
      <Button kind="danger" onTap={withdraw}>
        {say('withdrawYes')}
      </Button>
    </Sheet>
  )
}
