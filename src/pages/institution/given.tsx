import type { GivenStatementList, Membership } from '#contract'
import { may } from '#domain/institution'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { dayText, useLocale, useWords } from '../../i18n'
import { givenWords } from '../../i18n/institution/given'
import { useStores } from '../../stores'
import { useInstitutionStores } from '../../stores/institution'
import { Empty, Heading, LinkButton, List, Row } from '../../ui'
import { Loaded, More } from '../resident/parts'
import { InstitutionPage, WhoActs } from './parts'
import { GivenSheet } from './parts/given-sheet'
import { GivenReading } from './parts/given-reading'

/** Any institution may be shown a statement. */
const suits = ({ role }: Membership): boolean => may(role, 'shareCredit')

/** Credit statements given to her institution: which can be read, and what one of them says. */
export default observer(function Given() {
  const { navigation } = useStores()
  const { given } = useInstitutionStores()
  const say = useWords(givenWords)
  const load = () => given.pages.load()
  const { reading } = given
  return (
    <InstitutionPage title={say('title')} suits={suits} onShow={load}>
      <WhoActs />
      {reading ? (
        <GivenReading reading={reading} onClose={() => given.close()} />
      ) : (
        <>
          <Loaded remote={given.pages.first.remote} onRetry={load}>
            {({ purposes }) => <Readable items={given.pages.items} purposes={purposes} />}
          </Loaded>
          <More pages={given.pages} isLatestFirst />
          <LinkButton onTap={() => void navigation.open('read-statement')}>{say('byCode')}</LinkButton>
        </>
      )}
    </InstitutionPage>
  )
})

function Readable({
  items,
  purposes,
}: {
  items: readonly GivenStatementList['items'][number][]
  purposes: GivenStatementList['purposes']
}) {
  const { now } = useStores()
  const locale = useLocale()
  const say = useWords(givenWords)
  const [asked, setAsked] = useState<string>()
  if (items.length === 0) return <Empty glyph="shield" title={say('empty')} detail={say('emptyDetail')} />
  return (
    <>
      <Text className="note">{say('hint')}</Text>
      <Heading>{say('list')}</Heading>
      <List label={say('list')}>
        {items.map(({ statementId, to }) => (
          <Row
            key={statementId}
            title={say('number', { n: numberOf(statementId) })}
            detail={say('until', { when: dayText(to, locale, now()) })}
            onTap={() => setAsked(statementId)}
          />
        ))}
      </List>
      {asked !== undefined && (
        <GivenSheet
          statementId={asked}
          number={numberOf(asked)}
          purposes={purposes}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

/** As its holder sees it: the end of the id. */
const numberOf = (statementId: string): string => statementId.slice(-NUMBER_LENGTH).toUpperCase()
const NUMBER_LENGTH = 6
