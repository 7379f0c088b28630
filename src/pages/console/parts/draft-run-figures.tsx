import type { DraftRun } from '#contract'
import { Text, View } from '@tarojs/components'
import { monthText, numberText, useLocale, useWords } from '../../../i18n'
import { draftRunWords } from '../../../i18n/console/methodologies'
import { runMassText } from '../../../i18n/staff/run-mass'
import { Card, Heading } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { Facts } from '../../staff/parts'

type Sums = DraftRun['past']

/** The month's rides by both ways of reckoning, then each persona by both. */
export function DraftRunFigures({ run }: { run: DraftRun }) {
  const say = useWords(draftRunWords)
  const locale = useLocale()
  const named = useNamed()
  const { month, past, isInForce, personas } = run
  return (
    <View className="cols">
      <View className="col">
        <Heading>{say('past', { month: monthText(month, locale) })}</Heading>
        <Card>
          {past.rides === 0 ? <Text className="note">{say('none')}</Text> : <SumsOf sums={past} isInForce />}
        </Card>
      </View>
      <View className="col">
        <Heading>{say('personas')}</Heading>
        <Text className="note">{say('personasHint')}</Text>
        {personas.map(({ personaId, name, sums }) => (
          <Card key={personaId}>
            <View className="strong">{named(name)}</View>
            <SumsOf sums={sums} isInForce={isInForce} />
          </Card>
        ))}
      </View>
    </View>
  )
}

/** `isInForce`: there is something in force to compare with. */
function SumsOf({ sums, isInForce }: { sums: Sums; isInForce: boolean }) {
  const say = useWords(draftRunWords)
  const locale = useLocale()
  const { rides, ridesWithoutDistance, inForceMilligrams, draftMilligrams } = sums
  return (
    <>
      <Facts
        facts={[
          [say('rides'), say('ridesN', { n: numberText(rides) })],
          [say('inForce'), isInForce ? runMassText(inForceMilligrams, locale) : say('inForceNone')],
          [say('draft'), <View className="strong">{runMassText(draftMilligrams, locale)}</View>],
        ]}
      />
      {ridesWithoutDistance > 0 && (
        <Text className="note">{say('noDistance', { n: numberText(ridesWithoutDistance) })}</Text>
      )}
    </>
  )
}
