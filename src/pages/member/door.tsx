import type { Membership } from '#contract'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../i18n'
import { memberDoorWords, type DoorWords } from '../../i18n/member/door'
import { useStores } from '../../stores'
import { useMember } from '../../stores/member'
import { Button, Empty, Heading, List, Row } from '../../ui'
import { Loaded, useFailureNotice } from '../resident/parts'

interface DoorProps {
  /** For whom she may do what lies behind. */
  suits: (membership: Membership) => boolean
  /** What the pages behind it say of it. */
  words: DoorWords
  onEnter: () => unknown
  /** Leads to her own. */
  onMine: () => unknown
}

/** What stands where she acts for no institution: a choice of them, or why there is none. */
export const Door = observer(function Door(props: DoorProps) {
  const { suits, onEnter } = props
  const { session: own } = useStores()
  const { session } = useMember()
  const say = useWords(memberDoorWords)
  if (!own.tokens) return <Empty glyph="shield" title={say('noHost')} detail={say('noHostDetail')} />
  if (session.end)
    return (
      <Empty glyph="shield" title={say(session.end)} detail={say('endedDetail')}>
        <ToMine onMine={props.onMine} />
      </Empty>
    )
  return (
    <Loaded remote={session.memberships.remote} onRetry={() => session.resume(suits).then(onEnter)}>
      {({ items }) => <Choice {...props} memberships={items.filter(suits)} />}
    </Loaded>
  )
})

interface ChoiceProps extends Omit<DoorProps, 'suits'> {
  memberships: readonly Membership[]
}

function Choice({ memberships, words, onEnter, onMine }: ChoiceProps) {
  const { session } = useMember()
  const locale = useLocale()
  const say = useWords<DoorWords>(words)
  const tellFailure = useFailureNotice()
  if (memberships.length === 0)
    return (
      <Empty glyph="shield" title={say('none')} detail={say('noneDetail')}>
        <ToMine onMine={onMine} />
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
      <ToMine onMine={onMine} />
    </>
  )
}

function ToMine({ onMine }: Pick<DoorProps, 'onMine'>) {
  const say = useWords(memberDoorWords)
  return (
    <Button kind="quiet" onTap={() => void onMine()}>
      {say('toMine')}
    </Button>
  )
}
