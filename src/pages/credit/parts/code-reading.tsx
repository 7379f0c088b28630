import type { CreditReading } from '#contract'
import { Text, View } from '@tarojs/components'
import { dayText, numberText, useLocale, useWords, whenText } from '../../../i18n'
import { readingWords } from '../../../i18n/credit/reading'
import { useStores } from '../../../stores'
import { Button, Card, Heading, Tip } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { CreditSum } from './credit-sum'

/** What a statement says, as of when, and what alone it may be used for. */
export function CodeReading({ reading, onClose }: { reading: CreditReading; onClose: () => void }) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(readingWords)
  const named = useNamed()
  const { holder, level, sum, madeAt, lines, purpose, to } = reading
  const terms = [
    [say('holder'), `${named(holder.name)} · ${holder.creditCode ?? say('person')}`],
    [say('level'), named(level.name)],
    [say('sum'), numberText(sum)],
  ] as const
  return (
    <>
      <View role="status" aria-live="polite">
        <Tip glyph="shield">
          {say('onlyFor', { purpose: named(purpose), when: dayText(to, locale, now()) })}
        </Tip>
        <Card>
          {terms.map(([title, value]) => (
            <View className="credit-term" key={title}>
              <Text className="note">{title}</Text>
              <Text className="nums strong">{value}</Text>
            </View>
          ))}
          <Text className="note">{say('madeAt', { when: whenText(madeAt, locale, now()) })}</Text>
        </Card>
        <Heading>{say('how')}</Heading>
        <CreditSum lines={lines} sum={sum} note={say('once')} />
      </View>
      <Button kind="quiet" onTap={onClose}>
        {say('close')}
      </Button>
    </>
  )
}
