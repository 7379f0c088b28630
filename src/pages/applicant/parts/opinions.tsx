import type { Proposal } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { proposalWords } from '../../../i18n/applicant/proposal'
import { Card, Heading, Stamp, type StampKind } from '../../../ui'
import { useDay } from './use-day'

const KIND: Readonly<Record<Proposal['opinions'][number]['verdict'], StampKind>> = {
  approve: 'done',
  amend: 'wait',
  reject: 'refused',
}

/** What experts said in rounds that have ended; a name only where she agreed to it. */
export function Opinions({ proposal: { opinions, round, state } }: { proposal: Proposal }) {
  const say = useWords(proposalWords)
  const day = useDay()
  if (opinions.length === 0)
    return round > 0 && state !== 'closed' ? <View className="note">{say('noOpinions')}</View> : null
  return (
    <>
      <Heading>{say('opinions')}</Heading>
      {[...opinions].reverse().map((opinion) => (
        <Card key={`${opinion.round} ${opinion.givenAt}`}>
          <View className="split">
            <View className="row-b strong">
              {say('opinionOf', { field: opinion.field, round: opinion.round })}
            </View>
            <Stamp kind={KIND[opinion.verdict]}>{say(opinion.verdict)}</Stamp>
          </View>
          <View className="para words">{opinion.text}</View>
          <View className="note">{`${opinion.expert ?? say('anonymous')} · ${day(opinion.givenAt)}`}</View>
        </Card>
      ))}
    </>
  )
}
