import type { StaffProposal } from '#contract'
import { Text, View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { methodologyWords } from '../../../i18n/console/methodologies'
import { Card, Heading, Tip } from '../../../ui'
import { useDay } from './use-day'

/** Every submission with its digest, and why it came back. */
export function ProposalRounds({ proposal }: { proposal: StaffProposal }) {
  const say = useWords(methodologyWords)
  const { when } = useDay()
  const { rounds, returns, closedReasons } = proposal
  return (
    <>
      {rounds.length > 0 && <Heading>{say('rounds')}</Heading>}
      {rounds.map(({ round, recordDigest, submittedAt }) => (
        <Card key={round}>
          <View className="strong">{say('roundLine', { n: round, when: when(submittedAt) })}</View>
          <View className="note">{say('roundDigest')}</View>
          <Text className="mono note">{recordDigest}</Text>
          {returns
            .filter((returned) => returned.round === round)
            .map(({ from, reasons, returnedAt }) => (
              <View className="said" key={returnedAt}>
                <View className="para">
                  {say('returnedFrom', {
                    from: say(from === 'review' ? 'fromReview' : 'fromFormalCheck'),
                    reasons,
                  })}
                </View>
                <Text className="note">{when(returnedAt)}</Text>
              </View>
            ))}
        </Card>
      ))}
      {closedReasons !== null && <Tip kind="refuse">{say('closedBecause', { reasons: closedReasons })}</Tip>}
    </>
  )
}
