import type { LinkOutcome } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { instrumentWords } from '../../../i18n/resident/scenes'
import { useStores } from '../../../stores'
import { Button, Heading, List, Row, Stamp, type StampKind } from '../../../ui'
import { useFailureNotice } from './use-failure-notice'
import { useNamed } from './use-named'

const STAMP: Record<LinkOutcome['outcome'], StampKind> = {
  linked: 'done',
  alreadyYours: 'done',
  ownedByAnother: 'wait',
  notAChannel: 'refused',
}

/** What became of each card at the last linking; one that belongs to somebody else can be claimed. */
export const LinkOutcomes = observer(function LinkOutcomes() {
  const { instruments } = useStores()
  const say = useWords(instrumentWords)
  const named = useNamed()
  const sayFailure = useFailureNotice()
  const { outcomes } = instruments
  if (outcomes.length === 0) return null
  const claim = async () => {
    const result = await instruments.claim()
    if (!result.ok) sayFailure(result)
  }
  return (
    <>
      <Heading>{say('outcomes')}</Heading>
      <List>
        {/* Few nodes a row: the whole wallet is told in answer to one tap, and each card stands with its details above. */}
        {outcomes.map(({ kind, issuer, maskedNumber, outcome }) => (
          <Row
            key={`${kind} ${maskedNumber}`}
            title={`${named(issuer)} ${maskedNumber}`}
            end={<Stamp kind={STAMP[outcome]}>{say(outcome)}</Stamp>}
          />
        ))}
      </List>
      {outcomes.some(({ outcome }) => outcome === 'ownedByAnother') && (
        <>
          <Button kind="quiet" onTap={claim}>
            {say('claim')}
          </Button>
          <Text className="note">{say('claimHint')}</Text>
        </>
      )}
    </>
  )
})
