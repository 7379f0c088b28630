import { View } from '@tarojs/components'
import { numberText, useWords } from '../../../../i18n'
import { projectStateWords } from '../../../../i18n/console/projects'
import { bookWords, voucherStateWords } from '../../../../i18n/staff/supervision'
import { Card, List, Row, Stamp } from '../../../../ui'
import { useKindName } from '../use-kind-name'
import { rangeText, useHitFacts, type HitProps } from './use-hit-facts'

/** A project, and the serials it was issued. */
export function ProjectCard({ hit, onFollow }: HitProps<'project'>) {
  const { say, when, mass } = useHitFacts()
  const sayState = useWords(projectStateWords)
  const kindName = useKindName()
  return (
    <>
      <Card>
        <View className="split">
          <View className="row-b strong">{kindName(hit.projectKind)}</View>
          <Stamp kind="plain">{sayState(hit.state)}</Stamp>
        </View>
        <View className="mono">{hit.projectId}</View>
        <View className="para nums">
          {say('issued')} {mass(hit.issuedMilligrams)}
        </View>
        <View className="note nums">
          {say('started')} {when(hit.openedAt)}
        </View>
      </Card>
      <List>
        {hit.serials.map((serials) => (
          <Row
            key={serials.from}
            title={rangeText(serials)}
            detail={say('serials')}
            onTap={() => onFollow('serial', `${serials.from}-${serials.to}`)}
          />
        ))}
      </List>
    </>
  )
}

const BOOKS = ['holding', 'points-backing', 'public-pool'] as const

/** Where some serials are now, and what made them. */
export function SerialCard({ hit, onFollow }: HitProps<'serial'>) {
  const { say, named, when, mass, runName } = useHitFacts()
  const sayBook = useWords(bookWords)
  const book = sayBook(BOOKS.find((known) => known === hit.book) ?? 'other')
  const { institution, run, projectId } = hit
  const where = {
    asIssued: say('asIssued'),
    account: say('ofAccount', { book }),
    scheme: say('ofScheme', { book }),
    institution: say('ofInstitution', { book, name: institution ? named(institution.name) : '' }),
  }[hit.holder]
  return (
    <>
      <Card>
        <View className="strong">{where}</View>
        <View className="mono">{rangeText(hit.serials)}</View>
        <View className="para nums">{mass(hit.milligrams)}</View>
        {hit.movedAt !== null && (
          <View className="note nums">
            {say('moved')} {when(hit.movedAt)}
          </View>
        )}
      </Card>
      <List>
        {run && <Row title={runName(run)} detail={say('run')} onTap={() => onFollow('run', run.runId)} />}
        {projectId && (
          <Row title={projectId} detail={say('project')} onTap={() => onFollow('project', projectId)} />
        )}
      </List>
    </>
  )
}

/** A voucher, and where it was redeemed; never whose it is. */
export function VoucherCard({ hit }: HitProps<'voucher'>) {
  const { say, named, when } = useHitFacts()
  const sayState = useWords(voucherStateWords)
  return (
    <Card>
      <View className="split">
        <View className="row-b strong">{named(hit.goods)}</View>
        <Stamp kind="plain">{sayState(hit.state)}</Stamp>
      </View>
      <View className="mono">{hit.voucherId}</View>
      <View className="para nums">
        {say('points', { n: numberText(hit.pricePoints) })} · {say('held')} {when(hit.heldAt)}
      </View>
      {hit.redeemed && (
        <View className="note nums">
          {say('redeemedAt', { shop: named(hit.redeemed.shop) })} {when(hit.redeemed.at)}
        </View>
      )}
    </Card>
  )
}
