import type { RunDetail } from '#contract'
import { View } from '@tarojs/components'
import { numberText, useLocale, useWords } from '../../../i18n'
import { deskWords } from '../../../i18n/staff/desk'
import { runWords } from '../../../i18n/staff/run'
import { runMassText } from '../../../i18n/staff/run-mass'
import { Heading, List, Row } from '../../../ui'

/** The run's figures by the district of the residents. */
export function RunDistricts({ detail }: { detail: RunDetail }) {
  const locale = useLocale()
  const say = useWords(runWords)
  const sayDesk = useWords(deskWords)
  if (detail.byDistrict.length === 0) return null
  return (
    <>
      <Heading>{say('districts')}</Heading>
      <List label={say('districts')}>
        {detail.byDistrict.map(({ district, rides, reductionMilligrams }) => (
          <Row
            key={district}
            title={district || say('districtUnknown')}
            detail={sayDesk('rides', { n: numberText(rides) })}
            end={<View className="ride-m">{runMassText(reductionMilligrams, locale)}</View>}
          />
        ))}
      </List>
    </>
  )
}
