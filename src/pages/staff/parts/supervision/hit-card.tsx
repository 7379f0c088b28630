import { View } from '@tarojs/components'
import { numberText, useWords } from '../../../../i18n'
import { runStateWords } from '../../../../i18n/staff/desk'
import { useStaffStores } from '../../../../stores/staff'
import { Button, Card, List, Row, Stamp } from '../../../../ui'
import { ProjectCard, SerialCard, VoucherCard } from './hit-of-registry'
import { rangeText, useHitFacts, type HitProps } from './use-hit-facts'

/** One thing that was found, and what it leads to. */
export function HitCard({ hit, onFollow }: HitProps) {
  switch (hit.kind) {
    case 'push':
      return <PushCard hit={hit} onFollow={onFollow} />
    case 'run':
      return <RunCard hit={hit} onFollow={onFollow} />
    case 'account':
      return <AccountCard hit={hit} onFollow={onFollow} />
    case 'project':
      return <ProjectCard hit={hit} onFollow={onFollow} />
    case 'serial':
      return <SerialCard hit={hit} onFollow={onFollow} />
    case 'voucher':
      return <VoucherCard hit={hit} onFollow={onFollow} />
  }
}

const countsText = (counts: Readonly<Record<Verdict, number>>) => ({
  accepted: numberText(counts.accepted),
  duplicate: numberText(counts.duplicate),
  conflict: numberText(counts.conflict),
  unmatched: numberText(counts.unmatched),
  rejected: numberText(counts.rejected),
})

type Verdict = 'accepted' | 'duplicate' | 'conflict' | 'unmatched' | 'rejected'

function PushCard({ hit, onFollow }: HitProps<'push'>) {
  const { say, named, sceneName, when, runName } = useHitFacts()
  const { counts } = hit
  return (
    <>
      <Card>
        <View className="strong">{named(hit.operator)}</View>
        <View className="mono">{hit.pushId}</View>
        <View className="para nums">{say('counts', countsText(counts))}</View>
        <View className="note nums">
          {say('received')} {when(hit.receivedAt)} · {say('rows', { n: numberText(hit.rows) })}
        </View>
      </Card>
      <List>
        {hit.runs.map((run) => (
          <Row
            key={run.runId}
            title={runName(run)}
            detail={`${sceneName(run.sceneId)} · ${say('rows', { n: numberText(run.rows) })}`}
            onTap={() => onFollow('run', run.runId)}
          />
        ))}
      </List>
    </>
  )
}

function RunCard({ hit, onFollow }: HitProps<'run'>) {
  const { say, named, sceneName, when, mass, runName } = useHitFacts()
  const sayState = useWords(runStateWords)
  const { serials } = hit
  return (
    <>
      <Card>
        <View className="split">
          <View className="row-b strong">{named(hit.operator)}</View>
          <Stamp kind="plain">{sayState(hit.state)}</Stamp>
        </View>
        <View className="para">
          {sceneName(hit.run.sceneId)} · {runName(hit.run)}
        </View>
        <View className="mono">{hit.run.runId}</View>
        {hit.reductionMilligrams !== null && (
          <View className="para nums">
            {say('rides', { n: numberText(hit.rides ?? 0) })} · {mass(hit.reductionMilligrams)}
          </View>
        )}
        <View className="note nums">
          {say('issued')} {when(hit.issuedAt)}
        </View>
      </Card>
      <List>
        {serials && (
          <Row
            title={rangeText(serials)}
            detail={say('serials')}
            onTap={() => onFollow('serial', `${serials.from}-${serials.to}`)}
          />
        )}
        {hit.pushes.map(({ pushId, receivedAt, rows }) => (
          <Row
            key={pushId}
            title={say('toPush', { id: pushId })}
            detail={`${when(receivedAt)} · ${say('rows', { n: numberText(rows) })}`}
            onTap={() => onFollow('push', pushId)}
          />
        ))}
      </List>
    </>
  )
}

const ACCOUNT_STATES = {
  open: { kind: 'done', words: 'isOpen' },
  suspended: { kind: 'wait', words: 'isSuspended' },
  closed: { kind: 'plain', words: 'isClosed' },
} as const

function AccountCard({ hit }: HitProps<'account'>) {
  const { say, when, mass } = useHitFacts()
  const { navigation } = useStaffStores()
  const state = ACCOUNT_STATES[hit.state]
  return (
    <Card>
      <View className="split">
        <View className="row-b mono">{hit.accountId}</View>
        <Stamp kind={state.kind}>{say(state.words)}</Stamp>
      </View>
      <View className="para nums">
        {say('holds')} {mass(hit.heldMilligrams)} · {say('points', { n: numberText(hit.points) })}
      </View>
      <View className="para nums">
        {say('inRun')} {say('rides', { n: hit.inRun.rides })} · {mass(hit.inRun.reductionMilligrams)}
      </View>
      <View className="note nums">
        {say('opened')} {when(hit.openedAt)}
      </View>
      {hit.state === 'open' && (
        <Button
          kind="quiet"
          onTap={() => navigation.open('suspensions', { kind: 'account', subject: hit.accountId })}
        >
          {say('suspend')}
        </Button>
      )}
    </Card>
  )
}
