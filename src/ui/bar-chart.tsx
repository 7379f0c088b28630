import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { massText, milligrams, type Milligrams } from '#domain/measure'
import { useWords } from '../i18n'
import { LinkButton } from './button'
import { Quantity } from './quantity'
import { List, Row } from './surface'
import { uiWords } from './ui-words'

export interface Bar {
  /** Under the bar: one or two characters. */
  readonly short: string
  /** In the table: the whole name. */
  readonly name: string
  readonly issued: Milligrams
  readonly pending: Milligrams
}

interface BarChartProps {
  bars: readonly Bar[]
  /** What the chart shows, in a sentence: read aloud in place of the drawing. */
  summary: string
}

/** Months side by side, drawn from views so that tests and readers see the same figures; the table is behind a button. */
export function BarChart({ bars, summary }: BarChartProps) {
  const say = useWords(uiWords)
  const [isTable, setTable] = useState(false)
  const hasPending = bars.some((bar) => bar.pending > 0)
  return (
    <View>
      {isTable ? <Table bars={bars} label={summary} /> : <Columns bars={bars} summary={summary} />}
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
    </View>
  )
}

function Columns({ bars, summary }: BarChartProps) {
  const say = useWords(uiWords)
  const totals = bars.map((bar) => bar.issued + bar.pending)
  const top = Math.max(1, ...totals)
  // Only the highest bar carries its figure: two would run into each other at this width.
  const highest = totals.indexOf(top)
  return (
    <View role="img" aria-label={summary}>
      <View className="chart">
        {bars.map((bar, index) => {
          const total = milligrams(bar.issued + bar.pending)
          const { digits, unit } = massText(total)
          return (
            <View className="chart-c" key={bar.name}>
              {index === highest && (
                <View className="chart-v">
                  <Text className={index > bars.length / 2 ? 'chart-w chart-w-r' : 'chart-w'}>
                    {digits} {say(unit)}
                  </Text>
                </View>
              )}
              {bar.pending > 0 && <View className="chart-p" style={{ height: percent(bar.pending, top) }} />}
              <View className="chart-i" style={{ height: percent(bar.issued, top) }} />
            </View>
          )
        })}
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

function Table({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const say = useWords(uiWords)
  return (
    <List label={label}>
      {bars
        .map((bar) => (
          <Row
            key={bar.name}
            title={bar.name}
            detail={bar.pending > 0 ? say('pending') : null}
            end={<Quantity mass={milligrams(bar.issued + bar.pending)} size={3} />}
          />
        ))
        .reverse()}
    </List>
  )
}

/** Of the plot's height less the room for the figure above; geometry only, never shown as a number. */
const percent = (part: number, whole: number): string => `${Math.round((part / whole) * 100)}%`
