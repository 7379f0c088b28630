import { observer } from 'mobx-react-lite'
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import type { RemoteValue } from '../../../stores/remote'
import { Chips, Empty, type GlyphName, type Option } from '../../../ui'
import { Loaded } from '../../resident/parts'
import { Queue } from '../../staff/parts'

interface StateListProps<S extends string, T> {
  /** What the states are of, and what the list is called. */
  readonly labels: { readonly state: string; readonly list: string; readonly empty: string }
  readonly glyph: GlyphName
  readonly states: readonly Option<S>[]
  readonly of: {
    readonly state: S
    readonly list: RemoteValue<{ readonly items: readonly T[] }>
    choose(state: S): Promise<void>
  }
  readonly keyOf: (item: T) => string
  readonly draw: (item: T) => ReactNode
}

/** A list one state at a time: the chips, then what lies in the chosen one. */
export const StateList = observer(function StateList<S extends string, T>({
  labels,
  glyph,
  states,
  of,
  keyOf,
  draw,
}: StateListProps<S, T>) {
  const say = useWords(actWords)
  return (
    <>
      <Chips
        label={labels.state}
        options={states}
        chosen={of.state}
        onChoose={(state) => void of.choose(state)}
      />
      <Loaded remote={of.list.remote} onRetry={() => of.list.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty glyph={glyph} title={labels.empty} detail={say('emptyDetail')} />
          ) : (
            <Queue label={labels.list} items={items} keyOf={keyOf} draw={draw} />
          )
        }
      </Loaded>
    </>
  )
}) as <S extends string, T>(props: StateListProps<S, T>) => JSX.Element
