import type { LoggedAction } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useLocale, useWords, whenText } from '../../i18n'
import { actionLogWords } from '../../i18n/staff/actions'
import { useStores } from '../../stores'
import { ACTION_CONTEXTS, useStaffStores, type ActionContext } from '../../stores/staff'
import { Button, Chips, Empty, List, Row, Sheet, Tip } from '../../ui'
import { Loaded, More } from '../resident/parts'
import { StaffPage, useAct, useStaffShown } from './parts'
import { useLogged } from './parts/use-logged'

/** Who did what and when, each with its digest, and whether the chain holds. */
export default observer(function Actions() {
  const { actions } = useStaffStores().supervision
  const say = useWords(actionLogWords)
  const [shown, setShown] = useState<LoggedAction>()
  useStaffShown(() => actions.pages.load())
  return (
    <StaffPage title={say('title')} place="actions">
      <View className="note">{say('lead')}</View>
      <Chain />
      <Chips<ActionContext>
        label={say('context')}
        options={ACTION_CONTEXTS.map((value) => ({ value, name: say(value === '' ? 'all' : value) }))}
        chosen={actions.context}
        onChoose={(context) => void actions.choose(context)}
      />
      <Loaded remote={actions.pages.first.remote} onRetry={() => actions.pages.load()}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('empty')} detail={say('emptyDetail')} />
          ) : (
            <List label={say('list')}>
              {actions.pages.items.map((entry) => (
                <Entry key={entry.sequence} entry={entry} onShow={setShown} />
              ))}
            </List>
          )
        }
      </Loaded>
      <More pages={actions.pages} isLatestFirst />
      {shown && <EntrySheet entry={shown} onClose={() => setShown(undefined)} />}
    </StaffPage>
  )
})

/** Has the service walk the chain, and says what it found. */
const Chain = observer(function Chain() {
  const { actions } = useStaffStores().supervision
  const say = useWords(actionLogWords)
  const { chain } = actions
  const { perform, fault } = useAct(
    async () => (await actions.walk()) ?? NOTHING,
    () => undefined,
  )
  return (
    <>
      <Button kind="quiet" onTap={perform}>
        {say('walk')}
      </Button>
      <View role="status" aria-live="polite">
        {fault && <Tip kind="refuse">{fault}</Tip>}
        {chain && (
          <Tip kind={chain.holds ? 'hint' : 'refuse'}>
            {chain.holds
              ? say('holds', { from: chain.from, to: chain.to })
              : say('broken', { n: chain.brokenAt ?? '' })}
            <View className="mono">{chain.head.digest}</View>
            <View className="note">{say('head', { n: chain.head.sequence })}</View>
          </Tip>
        )}
      </View>
    </>
  )
})

const NOTHING = { ok: true, value: undefined } as const

function Entry({ entry, onShow }: { entry: LoggedAction; onShow: (entry: LoggedAction) => void }) {
  const { now } = useStores()
  const locale = useLocale()
  const { nameOf, actorOf } = useLogged()
  return (
    <Row
      title={nameOf(entry)}
      detail={
        <>
          <View>{`${actorOf(entry)} · ${whenText(entry.occurredAt, locale, now())}`}</View>
          <View className="mono">{entry.action}</View>
        </>
      }
      onTap={() => onShow(entry)}
    />
  )
}

function EntrySheet({ entry, onClose }: { entry: LoggedAction; onClose: () => void }) {
  const say = useWords(actionLogWords)
  const { nameOf, actorOf } = useLogged()
  const facts = [
    [nameOf(entry), entry.action],
    [actorOf(entry), entry.actor],
    [say('text'), entry.text ?? say('hidden')],
    [say('previous'), entry.previousDigest],
    [say('digest'), entry.digest],
  ] as const
  return (
    <Sheet title={say('entry', { n: entry.sequence })} onClose={onClose}>
      {facts.map(([name, fact]) => (
        <View key={name}>
          <View className="note">{name}</View>
          <View className="mono">{fact}</View>
        </View>
      ))}
      <Button kind="quiet" onTap={onClose}>
        {say('close')}
      </Button>
    </Sheet>
  )
}
