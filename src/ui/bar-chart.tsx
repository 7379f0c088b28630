import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { massText, milligrams } from '#domain/measure'
import { useWords } from '../i18n'
import { LinkButton } from './button'
import { useMassName } from './quantity'
import { uiWords } from './ui-words'

export interface Bar {
  /** Under the bar: one or two characters. */
  readonly short: string
  /** In the table: the whole name. */
  readonly name: string
  readonly issued: number
  readonly pending: number
}

interface BarChartProps {
  bars: readonly Bar[]
  /** What the chart shows, in a sentence: read aloud in place of the drawing. */
  summary: string
  /** How a bar's figure is written; milligrams as a mass unless told otherwise. */
  textOf?: (total: number) => string
}

/** Months side by side, drawn from views so that tests and readers see the same figures; the table is behind a button. */
export function BarChart({ bars, summary, textOf }: BarChartProps) {
  const say = useWords(uiWords)
  const massName = useMassName()
  const write = textOf ?? ((total: number) => massName(massText(milligrams(total))))
  const [isTable, setTable] = useState(false)
  const hasPending = bars.some((bar) => bar.pending > 0)
  return (
    <View>
      {/* Hidden, not removed: taking it away would send the whole card to the screen again. */}
      <Columns bars={bars} summary={summary} isHidden={isTable} write={write} />
      <View className="split">
        {hasPending && !isTable ? (
          <View className="key">
            <View className="key-s chart-i" />
            <Text>{say('issued')}</Text>
            <View className="key-s chart-p" />
            <Text>{say('pending')}</Text>
          </View>
        ) : (
          <View />
        )}
        <LinkButton onTap={() => setTable(!isTable)}>{say(isTable ? 'showChart' : 'showTable')}</LinkButton>
      </View>
      {isTable && <Table bars={bars} label={summary} write={write} />}
    </View>
  )
}

interface Written {
  bars: readonly Bar[]
  write: (total: number) => string
}

function Columns({ bars, summary, isHidden, write }: Written & { summary: string; isHidden: boolean }) {
  const totals = bars.map((bar) => bar.issued + bar.pending)
  const top = Math.max(1, ...totals)
  // Only the highest bar carries its figure: two would run into each other at this width.
  const highest = totals.indexOf(top)
  return (
    <View className={isHidden ? 'gone' : ''} role="img" aria-label={summary}>
      <View className="chart">
        {bars.map((bar, index) => (
          <View className="chart-c" key={bar.name}>
            {index === highest && (
              <View className="chart-v">
                <Text className={index > bars.length / 2 ? 'chart-w chart-w-r' : 'chart-w'}>
                  {write(bar.issued + bar.pending)}
                </Text>
              </View>
            )}
            {bar.pending > 0 && <View className="chart-p" style={{ height: percent(bar.pending, top) }} />}
            <View className="chart-i" style={{ height: percent(bar.issued, top) }} />
          </View>
        ))}
      </View>
      <View className="chart-x">
        {bars.map((bar) => (
          <Text className="chart-m" key={bar.name}>
            {bar.short}
          </Text>
        ))}
      </View>
    </View>
  )
}

/** As few nodes as a line can have: the whole table comes with one tap. */
function Table({ bars, label, write }: Written & { label: string }) {
  return (
    <View role="group" aria-label={label}>
      {[...bars].reverse().map(({ name, issued, pending }) => (
        <View className="tr" key={name}>
          <Text>{name}</Text>
          <Text>{write(issued + pending)}</Text>
        </View>
      ))}
    </View>
  )
}

/** Of the plot's height less the room for the figure above; geometry only, never shown as a number. */
const percent = (part: number, whole: number): string => `${Math.round((part / whole) * 100)}%`
