import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { exclusionWords } from '../../i18n/console/lists'
import { useConsoleStores } from '../../stores/console'
import { useStaffStores } from '../../stores/staff'
import { Button, Empty, Field, LinkButton } from '../../ui'
import { Loaded } from '../resident/parts'
import { ActButtons, StaffPage, useStaffShown } from '../staff/parts'
import { ExclusionCard } from './parts/exclusion-card'
import { useEnterExclusion } from './parts/use-exclusion-acts'

/** A phone's page bears no more of them at once; a site is found by its number. */
const SHOWN_MAX = 40

/** Sites that are counted elsewhere: looked up, entered and ended. */
export default observer(function Exclusions() {
  const { exclusions } = useConsoleStores()
  const { session } = useStaffStores()
  const say = useWords(exclusionWords)
  const enter = useEnterExclusion()
  const load = () => exclusions.list.load()
  useStaffShown(load)
  const mayKeep = session.staff?.role === 'centre' || session.staff?.role === 'bureau'
  return (
    <StaffPage title={say('title')} place="exclusions">
      <Text className="note">{say('intro')}</Text>
      <Search />
      {mayKeep && <ActButtons acts={[enter]} />}
      <Loaded remote={exclusions.list.remote} onRetry={load}>
        {({ items }) => (
          <>
            {items.length === 0 && <Nothing />}
            {items.slice(0, SHOWN_MAX).map((entry) => (
              <ExclusionCard key={entry.entryId} entry={entry} mayKeep={mayKeep} />
            ))}
          </>
        )}
      </Loaded>
    </StaffPage>
  )
})

const Search = observer(function Search() {
  const { exclusions } = useConsoleStores()
  const say = useWords(exclusionWords)
  const [site, setSite] = useState(exclusions.site)
  const showAll = () => {
    setSite('')
    void exclusions.search('')
  }
  return (
    <>
      <Field label={say('search')} hint={say('searchHint')} value={site} onChange={setSite} lengthMax={64} />
      <Button kind="quiet" onTap={() => exclusions.search(site)}>
        {say('find')}
      </Button>
      {exclusions.site !== '' && <LinkButton onTap={showAll}>{say('all')}</LinkButton>}
    </>
  )
})

const Nothing = observer(function Nothing() {
  const { exclusions } = useConsoleStores()
  const say = useWords(exclusionWords)
  const { site } = exclusions
  return site === '' ? (
    <Empty glyph="shield" title={say('empty')} detail={say('emptyDetail')} />
  ) : (
    <Empty glyph="shield" title={say('notFound', { site })} detail={say('notFoundDetail')} />
  )
})
