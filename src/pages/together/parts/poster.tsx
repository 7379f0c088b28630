import type { YearReport } from '#contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { massText, milligrams } from '#domain/measure'
import { decimalText, numberText, recordDayText, useLocale, useWords } from '../../../i18n'
import { yearWords } from '../../../i18n/together/year'
import { useStores } from '../../../stores'
import { useTogetherStores } from '../../../stores/together'
import { Button, Heading, LinkButton, Sheet, useMassName } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { POSTER_HEIGHT_PX, POSTER_WIDTH_PX, paintPoster, type PosterText } from './paint-poster'

/** The year as one picture: shown as it will be kept, then kept or, where the host cannot, left to a screenshot. */
export function Poster({ report }: { report: YearReport }) {
  const say = useWords(yearWords)
  const text = usePosterText(report)
  const { year, rides } = report
  const label =
    rides > 0
      ? say('posterLabel', { year, mass: text.mass, rides })
      : say('posterLabelProjects', { year, mass: text.mass })
  return (
    <>
      <Heading>{say('poster')}</Heading>
      <View className="poster" role="img" aria-label={label}>
        <View className="poster-h">{text.head}</View>
        {text.until !== undefined && <View className="poster-l">{text.until}</View>}
        <View className="poster-l">{text.saved}</View>
        <View className="poster-n">{text.mass}</View>
        {text.lines.map((line) => (
          <View className="poster-l" key={line}>
            {line}
          </View>
        ))}
        <View className="poster-bars">
          {text.bars.map(({ month, share }) => (
            <View className="poster-b" style={{ height: `${Math.round(share * 100)}%` }} key={month} />
          ))}
        </View>
        <View className="poster-f">{text.foot}</View>
      </View>
      <Text className="note">{say('posterNote')}</Text>
      <Keep text={text} year={report.year} />
    </>
  )
}

function Keep({ text, year }: { text: PosterText; year: number }) {
  const { ui } = useStores()
  const { years } = useTogetherStores()
  const say = useWords(yearWords)
  const sayFailure = useFailureNotice()
  const [isTelling, setTelling] = useState(false)
  const keep = async () => {
    const size = { widthPx: POSTER_WIDTH_PX, heightPx: POSTER_HEIGHT_PX }
    const paint = paintPoster(text)
    const result = await years.keep({ name: `suitan-${year}.png`, ...size, paint })
    if (result.ok) return ui.say(say(result.value === 'saved' ? 'kept' : 'keptShared'))
    if (result.refusal === 'unsupported' || result.refusal === 'notPermitted') return setTelling(true)
    if (result.refusal !== 'cancelled') sayFailure(result)
  }
  const share = async () => {
    const result = await years.share(say('shareTitle'))
    if (result.ok || result.refusal === 'cancelled') return
    if (result.refusal === 'needsTap') ui.say(say('shareByMenu'))
    else sayFailure(result)
  }
  return (
    <>
      <Button onTap={keep}>{say('keep')}</Button>
      {years.canShare && <LinkButton onTap={() => void share()}>{say('share')}</LinkButton>}
      {isTelling && (
        <Sheet title={say('cannotTitle')} onClose={() => setTelling(false)}>
          <View className="para">{say('cannot')}</View>
          <Button onTap={() => setTelling(false)}>{say('understood')}</Button>
        </Sheet>
      )}
    </>
  )
}

const METERS_A_KILOMETRE_PLACES = 3

/** What stands on the picture; no name, no place, no single ride. */
function usePosterText(report: YearReport): PosterText {
  const locale = useLocale()
  const say = useWords(yearWords)
  const massName = useMassName()
  const { year, to, isRunning, rides, days, distanceMeters, projectMilligrams, months } = report
  const top = Math.max(1, ...months.map(({ issuedMilligrams }) => issuedMilligrams))
  const kilometres = decimalText(distanceMeters, METERS_A_KILOMETRE_PLACES)
  return {
    head: `${say('brand')} · ${say('posterHead', { year })}`,
    ...(isRunning ? { until: say('posterHalf', { when: recordDayText(to, locale) }) } : {}),
    saved: say('posterSaved'),
    mass: massName(massText(milligrams(report.issuedMilligrams))),
    lines:
      rides === 0
        ? [say('posterOnlyProjects')]
        : [
            `${numberText(rides)} ${say('posterRides')} · ${days} ${say('posterDays')}`,
            ...(projectMilligrams > 0
              ? [say('posterProjects', { mass: massName(massText(milligrams(projectMilligrams))) })]
              : []),
            ...(distanceMeters > 0 ? [`${kilometres} ${say('posterKilometres')}`] : []),
          ],
    bars: months.map(({ month, issuedMilligrams }) => ({ month, share: issuedMilligrams / top })),
    foot: say('posterFoot'),
  }
}
