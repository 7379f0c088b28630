import type { OpenedGroup } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { openedGroupWords } from '../../../i18n/institution/groups'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** The two changes to a group, each asked about once more with what it means for its people. */
export function GroupActs({ group }: { group: OpenedGroup }) {
  const say = useWords(openedGroupWords)
  const [asking, setAsking] = useState<'renew' | 'close'>()
  const close = () => setAsking(undefined)
  return (
    <>
      <Button kind="quiet" onTap={() => setAsking('renew')}>
        {say('renew')}
      </Button>
      <Button kind="danger" onTap={() => setAsking('close')}>
        {say('close')}
      </Button>
      {asking === 'renew' && <RenewSheet group={group} onClose={close} />}
      {asking === 'close' && <CloseSheet group={group} onClose={close} />}
    </>
  )
}

interface AskedProps {
  group: OpenedGroup
  onClose: () => void
}

function RenewSheet({ group: { groupId }, onClose }: AskedProps) {
  const { ui } = useStores()
  const { groups } = useInstitutionStores()
  const say = useWords(openedGroupWords)
  const { perform, fault } = useAct(
    () => groups.renewCode(groupId),
    () => {
      ui.say(say('renewed'))
      onClose()
    },
  )
  return (
    <Sheet title={say('renewTitle')} onClose={onClose}>
      <View className="para">{say('renewOld')}</View>
      <View className="para">{say('renewIn')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('renewYes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('no')}
      </Button>
    </Sheet>
  )
}

function CloseSheet({ group: { groupId, name }, onClose }: AskedProps) {
  const { ui } = useStores()
  const { groups } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(openedGroupWords)
  const { perform, fault } = useAct(
    () => groups.close(groupId),
    () => ui.say(say('closed')),
  )
  return (
    <Sheet title={say('closeTitle', { name: name[locale] })} onClose={onClose}>
      <View className="para">{say('closeOut')}</View>
      <View className="para">{say('closeKeep')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={perform}>
        {say('closeYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('no')}
      </Button>
    </Sheet>
  )
}
