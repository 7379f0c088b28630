import type { Membership } from '#contract'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { creditDoorWords } from '../../../i18n/credit/door'
import { useStores } from '../../../stores'
import { useCreditStores } from '../../../stores/credit'
import { useMember } from '../../../stores/member'
import { Button, Empty, Heading, List, Row } from '../../../ui'
import { Loaded, useFailureNotice } from '../../resident/parts'
import { suits } from './suits'

/** What stands where she acts for no institution: a choice of them, or why there is none. */
export const Door = observer(function Door({ onEnter }: { onEnter: () => unknown }) {
  const { session: own } = useStores()
  const { session } = useMember()
  const say = useWords(creditDoorWords)
  if (!own.tokens) return <Empty glyph="shield" title={say('noHost')} detail={say('noHostDetail')} />
  if (session.end)
    return (
      <Empty glyph="shield" title={say(session.end)} detail={say('endedDetail')}>
        <ToMine />
      </Empty>
    )
  return (
    <Loaded remote={session.memberships.remote} onRetry={() => session.resume(suits).then(onEnter)}>
      {({ items }) => <Choice memberships={items.filter(suits)} onEnter={onEnter} />}
    </Loaded>
  )
})

function Choice({ memberships, onEnter }: { memberships: readonly Membership[]; onEnter: () => unknown }) {
  const { session } = useMember()
  const locale = useLocale()
  const say = useWords(creditDoorWords)
  const tellFailure = useFailureNotice()
  if (memberships.length === 0)
    return (
      <Empty glyph="shield" title={say('none')} detail={say('noneDetail')}>
        <ToMine />
      </Empty>
    )
  const act = async (memberId: string) => {
    const begun = await session.act(memberId)
    if (begun.ok) await onEnter()
    else tellFailure(begun)
  }
  return (
    <>
      <Heading>{say('choose')}</Heading>
      <List>
        {memberships.map(({ memberId, institution, displayName }) => (
          <Row
            key={memberId}
            title={institution[locale]}
            detail={displayName}
            onTap={() => void act(memberId)}
          />
        ))}
      </List>
      <ToMine />
    </>
  )
}

function ToMine() {
  const { navigation } = useCreditStores()
  const say = useWords(creditDoorWords)
  return (
    <Button kind="quiet" onTap={() => navigation.actAs('me')}>
      {say('toMine')}
    </Button>
  )
}
