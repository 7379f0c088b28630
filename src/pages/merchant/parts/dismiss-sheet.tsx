import type { Member } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { dayText, useLocale, useWords } from '../../../i18n'
import { membersWords } from '../../../i18n/merchant/members'
import { useStores } from '../../../stores'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'
import { useJoinedBy } from './joined-by'

/** Asks once more before somebody is sent away, and says who of the same name would stay. */
export const DismissSheet = observer(function DismissSheet({
  member,
  onClose,
}: {
  member: Member
  onClose: () => void
}) {
  const { ui } = useStores()
  const { members } = useMerchantStores()
  const say = useWords(membersWords)
  const { memberId, displayName: name, isKnownEverywhere } = member
  const namesakes = members.namesakesOf(member)
  const end = (words: string) => {
    ui.say(words)
    onClose()
  }
  const one = useAct(
    () => members.dismiss(memberId),
    () => end(say('dismissed', { name })),
  )
  const all = useAct(
    () => members.dismissAll([member, ...namesakes]),
    () => end(say('dismissedAll', { name })),
  )
  const fault = one.fault ?? all.fault
  return (
    <Sheet title={say('dismissAsk', { name })} onClose={onClose}>
      <View className="para">{say('dismissEffect')}</View>
      <Tip kind="wait">{say('dismissUntold')}</Tip>
      {isKnownEverywhere && <View className="para">{say('dismissKnown')}</View>}
      {namesakes.length > 0 && <Namesakes member={member} namesakes={namesakes} />}
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={() => one.perform()}>
        {say(namesakes.length > 0 ? 'dismissOnly' : 'dismissYes')}
      </Button>
      {namesakes.length > 0 && (
        <Button kind="danger" onTap={() => all.perform()}>
          {say('dismissAll', { n: namesakes.length + 1 })}
        </Button>
      )}
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
})

function Namesakes({ member, namesakes }: { member: Member; namesakes: readonly Member[] }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(membersWords)
  const joinedBy = useJoinedBy()
  const app = joinedBy(member)
  const others = namesakes
    .map((one) => {
      const by = joinedBy(one)
      return by
        ? say('byApp', { app: by })
        : say('byUnknownApp', { when: dayText(one.joinedAt, locale, now()) })
    })
    .join(locale === 'zh' ? '、' : ', ')
  const facts = { n: namesakes.length, name: member.displayName, others }
  return <Tip kind="wait">{app ? say('dismissOne', { ...facts, app }) : say('dismissOneUnknown', facts)}</Tip>
}
