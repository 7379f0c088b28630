import type { Proposal } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { proposalWords } from '../../../i18n/applicant/proposal'
import { Heading, List, Row } from '../../../ui'
import { useDay } from './use-day'

/** Why it came back, the latest first. */
export function ProposalReturns({ proposal: { returns } }: { proposal: Proposal }) {
  const say = useWords(proposalWords)
  const day = useDay()
  if (returns.length === 0) return null
  return (
    <>
      <Heading>{say('returnsTitle')}</Heading>
      <List label={say('returnsTitle')}>
        {[...returns].reverse().map(({ round, from, reasons, returnedAt }) => (
          <Row
            key={round}
            title={say(from === 'review' ? 'returnReview' : 'returnFormalCheck', { round })}
            detail={
              <>
                <View className="words">{reasons}</View>
                <View>{day(returnedAt)}</View>
              </>
            }
          />
        ))}
      </List>
    </>
  )
}
