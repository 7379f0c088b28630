import type { Membership } from '#contract'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { institutionDoorWords, memberRoleWords } from '../../../i18n/institution/door'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Empty, Heading, List, Row } from '../../../ui'
import { Loaded, ToOwnAccount, useFailureNotice } from '../../resident/parts'
import { opensGroups } from './opens-groups'

interface DoorProps {
  /** Whom the page behind it is for. */
  suits: (membership: Membership) => boolean
  /** That page is not only for mall operators and sponsors. */
  isForAny: boolean
  onEnter: () => unknown
}

/** What stands where nobody acts: a choice of institutions, or why there is none. */
export const Door = observer(function Door({ suits, isForAny, onEnter }: DoorProps) {
  const { session: own } = useStores()
  const { session } = useInstitutionStores()
  const say = useWords(institutionDoorWords)
  if (!own.tokens) return <Empty glyph="shield" title={say('noHost')} detail={say('noHostDetail')} />
  if (session.end) return <Ended end={session.end} suits={suits} onEnter={onEnter} />
  const hasWork = !isForAny && session.offered.some(opensGroups)
  return (
    <Loaded remote={session.memberships.remote} onRetry={() => session.resume(suits).then(onEnter)}>
      {({ items }) => {
        const memberships = items.filter(suits)
        if (memberships.length > 0) return <Choice memberships={memberships} onEnter={onEnter} />
        return hasWork ? <OtherWork /> : <Nothing isForAny={isForAny} />
      }}
    </Loaded>
  )
})

type EndedProps = Pick<DoorProps, 'suits' | 'onEnter'> & { end: 'dismissed' | 'suspended' }

function Ended({ end, suits, onEnter }: EndedProps) {
  const { session } = useInstitutionStores()
  const say = useWords(institutionDoorWords)
  const lookAgain = async () => {
    session.leave()
    await session.resume(suits)
    await onEnter()
  }
  return (
    <Empty glyph="shield" title={say(end)} detail={say(`${end}Detail`)}>
      <Button kind="quiet" onTap={lookAgain}>
        {say('again')}
      </Button>
    </Empty>
  )
}

interface ChoiceProps {
  memberships: readonly Membership[]
  onEnter: () => unknown
}

function Choice({ memberships, onEnter }: ChoiceProps) {
  const { session } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(institutionDoorWords)
  const sayRole = useWords(memberRoleWords)
  const tellFailure = useFailureNotice()
  const act = async (memberId: string) => {
    const begun = await session.act(memberId)
    if (begun.ok) await onEnter()
    else tellFailure(begun)
  }
  return (
    <>
      <Heading>{say('choose')}</Heading>
      <List>
        {memberships.map(({ memberId, institution, displayName, role }) => (
          <Row
            key={memberId}
            title={institution[locale]}
            detail={say('chooseRow', { name: displayName, role: sayRole(role) })}
            onTap={() => void act(memberId)}
          />
        ))}
      </List>
      <ToOwnAccount />
    </>
  )
}

function Nothing({ isForAny }: Pick<DoorProps, 'isForAny'>) {
  const { navigation } = useStores()
  const say = useWords(institutionDoorWords)
  return (
    <Empty glyph="shield" title={say(isForAny ? 'noneAny' : 'none')} detail={say('noneDetail')}>
      <Button kind="quiet" onTap={() => navigation.restart('home')}>
        {say('home')}
      </Button>
    </Empty>
  )
}

/** A school or a company without goods: what it can do here besides. */
function OtherWork() {
  const { navigation } = useInstitutionStores()
  const { navigation: others } = useStores()
  const say = useWords(institutionDoorWords)
  return (
    <>
      <Heading>{say('otherWork')}</Heading>
      <List>
        <Row
          title={say('groups')}
          detail={say('groupsDetail')}
          onTap={() => void navigation.open('groups')}
        />
        <Row title={say('given')} detail={say('givenDetail')} onTap={() => void navigation.open('given')} />
        <Row
          title={say('applications')}
          detail={say('applicationsDetail')}
          onTap={() => void others.open('applications', { as: 'institution' })}
        />
      </List>
      <ToOwnAccount />
    </>
  )
}
