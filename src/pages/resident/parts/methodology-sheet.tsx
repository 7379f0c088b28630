import type { Methodology } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { dayText, decimalText, useLocale, useWords } from '../../../i18n'
import { methodologyWords } from '../../../i18n/resident/methodology'
import { useStores } from '../../../stores'
import { Card, Heading, List, Row, Tip, useMassName } from '../../../ui'
import { useNamed } from './use-named'

/** What one kilometre or one boarding saves, in a line. */
export function useRate(): (methodology: Methodology) => string {
  const say = useWords(methodologyWords)
  return ({ formula }) => {
    if (!formula) return say('noFormula')
    // µg per metre and mg per boarding both read as thousandths of a gram.
    if (formula.kind === 'perMetre')
      return say('perMetre', { grams: decimalText(formula.microgramsPerMeter, 3) })
    return say('perBoarding', { grams: decimalText(formula.milligramsPerBoarding, 3) })
  }
}

/** One version of one rule: the rate first, then what it rests on. */
export function MethodologySheet({ methodology }: { methodology: Methodology }) {
  const say = useWords(methodologyWords)
  const named = useNamed()
  const rate = useRate()(methodology)
  const day = useCityDay()
  const { code, version, validFrom, validTo, exclusions, baseline, disabledReason } = methodology
  return (
    <>
      <Card>
        <View className="h1">{named(methodology.name)}</View>
        <View className="lead accent">{rate}</View>
        <View className="note">{say('version', { code, version })}</View>
        <View className="note">
          {disabledReason
            ? say('waiting', { from: day(validFrom) })
            : validTo
              ? say('validTo', { from: day(validFrom), to: day(validTo) })
              : say('valid', { from: day(validFrom) })}
        </View>
      </Card>
      {disabledReason && <Tip kind="wait">{named(disabledReason)}</Tip>}
      <Example methodology={methodology} />
      <Heading>{say('applies')}</Heading>
      <Text className="para">{named(methodology.applicability)}</Text>
      {baseline && (
        <>
          <Heading>{say('baseline')}</Heading>
          <Text className="para">{named(baseline)}</Text>
        </>
      )}
      <Factors methodology={methodology} />
      <Heading>{say('monitoring')}</Heading>
      <Text className="para">{named(methodology.monitoring)}</Text>
      {exclusions.length > 0 && <Heading>{say('exclusions')}</Heading>}
      {exclusions.map((exclusion) => (
        <Text className="para" key={exclusion.zh}>
          {named(exclusion)}
        </Text>
      ))}
      <Heading>{say('source')}</Heading>
      <Text className="para">{named(methodology.source)}</Text>
      <Text className="note">{say('confidence', { text: say(methodology.confidence) })}</Text>
    </>
  )
}

/** The published figures; a source of its own only where it is not that of the whole. */
function Factors({ methodology: { factors, derivation, source } }: { methodology: Methodology }) {
  const say = useWords(methodologyWords)
  const named = useNamed()
  if (factors.length === 0) return null
  return (
    <>
      <Heading>{say('factors')}</Heading>
      <List>
        {factors.map((factor) => (
          <Row
            key={factor.name.zh}
            title={named(factor.name)}
            detail={factor.source.zh !== source.zh && named(factor.source)}
            end={`${factor.value} ${named(factor.unit)}`}
          />
        ))}
      </List>
      {derivation && <Text className="note">{named(derivation)}</Text>}
    </>
  )
}

/** 2024年3月1日 · 1 Mar 2024, from a city day. */
function useCityDay(): (day: string) => string {
  const { now } = useStores()
  const locale = useLocale()
  return (day) => dayText(day, locale, now())
}

const EXAMPLE_METERS = 10_000
const EXAMPLE_BOARDINGS = 10

/** Ten kilometres or ten boardings, worked out in full. */
function Example({ methodology: { formula } }: { methodology: Methodology }) {
  const say = useWords(methodologyWords)
  const massName = useMassName()
  if (!formula) return null
  const isPerMetre = formula.kind === 'perMetre'
  // 10,000 m × µg/m = 10 × that many mg, so the example is exact.
  const saved = milligrams(
    isPerMetre
      ? (EXAMPLE_METERS / 1_000) * formula.microgramsPerMeter
      : EXAMPLE_BOARDINGS * formula.milligramsPerBoarding,
  )
  const factor = decimalText(isPerMetre ? formula.microgramsPerMeter : formula.milligramsPerBoarding, 3)
  return (
    <Tip>
      <View className="strong">{say('example')}</View>
      <View className="nums">
        {say(isPerMetre ? 'exampleMetre' : 'exampleBoarding', { factor, mass: massName(massText(saved)) })}
      </View>
    </Tip>
  )
}
