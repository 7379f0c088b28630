import type { PublicProject } from '#contract'
import { Text, View } from '@tarojs/components'
import { addDays, type CityDay } from '#domain/calendar'
import { monthText, numberText, useLocale, useWords, useRecordDay } from '../../../i18n'
import { projectEntryWords } from '../../../i18n/register/project'
import { Heading, List, Row } from '../../../ui'
import { useCityMass } from './city-mass'

type Issuing = PublicProject['issued'][number]

/** Each issuing with its period and its serials, one a milligram. */
export function Issued({ project: { issued } }: { project: PublicProject }) {
  const say = useWords(projectEntryWords)
  const day = useRecordDay()
  const massOf = useCityMass()
  const locale = useLocale()
  const daysOf = ({ from, to }: NonNullable<Issuing['period']>) =>
    say('period', { from: day(from), to: day(addDays(to as CityDay, -1)) })
  const monthsOf = ({ from, to }: Issuing['months']) =>
    from === to
      ? monthText(from, locale)
      : say('period', { from: monthText(from, locale), to: monthText(to, locale) })
  return (
    <>
      <Heading>{say('issued')}</Heading>
      {issued.length === 0 && <Text className="note">{say('none')}</Text>}
      <List>
        {issued.map(
          ({
            reportNo,
            period,
            months,
            reductionMilligrams,
            serialFrom,
            serialTo,
            issuedOn,
            methodologyClass,
          }) => (
            <Row
              key={reportNo}
              title={massOf(reductionMilligrams)}
              detail={
                <>
                  <View>{period === null ? monthsOf(months) : daysOf(period)}</View>
                  <View>{say('issuedOn', { day: day(issuedOn), class: methodologyClass })}</View>
                  <View className="nums reg-code">
                    {say('serials', { from: numberText(serialFrom), to: numberText(serialTo) })}
                  </View>
                </>
              }
            />
          ),
        )}
      </List>
    </>
  )
}
