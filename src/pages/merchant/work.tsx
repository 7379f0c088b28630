import type { Membership } from '#contract'
import { useRouter } from '@tarojs/taro'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { workWords } from '../../i18n/merchant/work'
import { useStores } from '../../stores'
import { useMember } from '../../stores/member'
import { isMerchants } from '../../stores/merchant'
import { Card, Glyph, Heading, List, Row } from '../../ui'
import { Loaded, ToOwnAccount, useFailureNotice, useShown } from '../resident/parts'
import { Join } from './parts/join'
import { useMembershipText } from './parts/membership-text'
import { MerchantPage } from './parts/merchant-page'

/** The door: for whom she works, and how somebody new begins. Whoever has one place to be is led straight to its till. */
export default observer(function Work() {
  const { navigation, ui } = useStores()
  const { session } = useMember()
  const { stay } = useRouter().params
  const say = useWords(workWords)
  const tellFailure = useFailureNotice()
  const text = useMembershipText()
  const [joined, setJoined] = useState<Membership>()
  const start = async ({ memberId }: Membership) => {
    const result = await session.act(memberId)
    if (result.ok) return void (await navigation.replace('till'))
    const isGone = result.failure.kind === 'refused' && result.failure.code === 'request.not-found'
    if (!isGone) return tellFailure(result)
    // Sent away between two taps.
    ui.say(say('dismissedTitle'))
    setJoined(undefined)
    await session.memberships.load()
  }
  const welcome = async (membership: Membership) => {
    if (!isMerchants(membership)) return setJoined(membership)
    ui.say(say('joined', { institution: text(membership).institution }))
    await start(membership)
  }
  useShown(async () => {
    await (stay ? session.memberships.load() : session.resume(isMerchants))
    if (session.membership && !stay) await navigation.replace('till')
  })
  return (
    <MerchantPage title={say('title')} isDoor>
      {joined ? (
        <Joined membership={joined} />
      ) : (
        <Loaded remote={session.memberships.remote} onRetry={() => session.memberships.load()}>
          {({ items }) => (
            <>
              <Institutions items={items.filter(isMerchants)} onChoose={start} />
              <Join onJoined={welcome} />
              <ToOwnAccount />
            </>
          )}
        </Loaded>
      )}
    </MerchantPage>
  )
})

interface InstitutionsProps {
  items: readonly Membership[]
  onChoose: (membership: Membership) => Promise<void>
}

function Institutions({ items, onChoose }: InstitutionsProps) {
  const say = useWords(workWords)
  const text = useMembershipText()
  if (items.length === 0) return null
  return (
    <>
      <Heading>{say('mine')}</Heading>
      <List>
        {items.map((membership) => {
          const { institution, role, shops } = text(membership)
          return (
            <Row
              key={membership.memberId}
              glyph={<Glyph name="shop" />}
              title={institution}
              detail={`${role} · ${shops}`}
              onTap={() => void onChoose(membership)}
            />
          )
        })}
      </List>
    </>
  )
}

/** She works for an institution that has no till. */
function Joined({ membership }: { membership: Membership }) {
  const say = useWords(workWords)
  const { institution, role, shops } = useMembershipText()(membership)
  return (
    <>
      <Heading level={1}>{say('joined', { institution })}</Heading>
      <Card>
        <Row title={say('joinedAs', { role, name: membership.displayName })} />
        <Row title={say('joinedShops', { shops })} />
      </Card>
    </>
  )
}
