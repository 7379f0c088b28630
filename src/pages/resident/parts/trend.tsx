import type { Home } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { memo } from 'react'
import { monthShort, monthText, useLocale, useWords } from '../../../i18n'
import { homeWords } from '../../../i18n/resident/home'
import { BarChart, Card, Heading, useMassName } from '../../../ui'

const ofMonth = (month: Home['trend'][number]): number => month.issuedMilligrams + month.pendingMilligrams

/** Twelve months side by side; nothing while there is nothing to compare. */
export const Trend = memo(function Trend({ months }: { months: Home['trend'] }) {
  const locale = useLocale()
  const say = useWords(homeWords)
  const massName = useMassName()
  const most = [...months].sort((one, other) => ofMonth(other) - ofMonth(one))[0]
  if (!most || ofMonth(most) === 0) return null
  const summary = say('trendSummary', {
    month: monthText(most.month, locale),
    mass: massName(massText(milligrams(ofMonth(most)))),
  })
  const bars = months.map(({ month, issuedMilligrams, pendingMilligrams }) => ({
    short: monthShort(month, locale),
    name: monthText(month, locale),
    issued: milligrams(issuedMilligrams),
    pending: milligrams(pendingMilligrams),
  }))
  return (
    <>
      <Heading>{say('trend')}</Heading>
      <Card>
        <BarChart bars={bars} summary={summary} />
      </Card>
    </>
  )
})
