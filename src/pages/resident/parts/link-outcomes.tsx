import type { LinkOutcome } from '#contract'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { instrumentWords } from '../../../i18n/resident/scenes'
import { useStores } from '../../../stores'
import { Button, Glyph, Heading, List, Row, Stamp, type StampKind } from '../../../ui'
import { GLYPH_OF_KIND } from './instrument-row'
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
  // A box of its own from the start: a neighbour put in between later would have the whole page sent again.
  if (outcomes.length === 0) return <View />
  const claim = async () => {
    const result = await instruments.claim()
    if (!result.ok) sayFailure(result)
  }
  return (
    <View>
      <Heading>{say('outcomes')}</Heading>
      <List>
        {outcomes.map(({ kind, issuer, maskedNumber, outcome }) => (
          <Row
            key={`${kind} ${maskedNumber}`}
            glyph={<Glyph name={GLYPH_OF_KIND[kind]} />}
            title={`${named(issuer)} ${maskedNumber}`}
            detail={say(kind)}
            end={<Stamp kind={STAMP[outcome]}>{say(outcome)}</Stamp>}
          />
        ))}
      </List>
      {instruments.isOwnedByAnother && (
        <>
          <Button kind="quiet" onTap={claim}>
            {say('claim')}
          </Button>
          <Text className="note">{say('claimHint')}</Text>
        </>
      )}
    </View>
  )
})
