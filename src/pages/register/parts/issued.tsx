import type { PublicProject } from '#contract'
import { Text, View } from '@tarojs/components'
import { addDays, type CityDay } from '#domain/calendar'
import { numberText, useWords } from '../../../i18n'
import { projectEntryWords } from '../../../i18n/register/project'
import { Heading, List, Row } from '../../../ui'
import { useCityMass } from './city-mass'
import { useRecordDay } from './use-record-day'

/** Each issuing with its period and its serials, one a milligram. */
export function Issued({ project: { issued } }: { project: PublicProject }) {
  const say = useWords(projectEntryWords)
  const day = useRecordDay()
  const massOf = useCityMass()
  return (
    <>
      <Heading>{say('issued')}</Heading>
      {issued.length === 0 && <Text className="note">{say('none')}</Text>}
      <List>
        {issued.map(
          ({ reportNo, period, reductionMilligrams, serialFrom, serialTo, issuedOn, methodologyClass }) => (
            <Row
              key={reportNo}
              title={massOf(reductionMilligrams)}
              detail={
                <>
                  <View>
                    {say('period', { from: day(period.from), to: day(addDays(period.to as CityDay, -1)) })}
                  </View>
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
