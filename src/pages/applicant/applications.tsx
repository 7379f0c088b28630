import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../i18n'
import { applicationsWords } from '../../i18n/applicant/applications'
import { useStores } from '../../stores'
import { askedOf, useApplicantStores, type Entry } from '../../stores/applicant'
import { Empty, Heading, LinkButton, List, Tip } from '../../ui'
import { Loaded, ToOwnAccount } from '../resident/parts'
import { ApplicantPage } from './parts'
import { EntryRow } from './parts/entry-row'
import { NewApplication } from './parts/new-application'
import { WhoApplies } from './parts/who-applies'

/** What she or her institution applied for: whose turn it is, until when, and what else can be applied for. */
export default observer(function ApplicationsPage() {
  const { session, navigation } = useStores()
  const { as, applications } = useApplicantStores()
  const say = useWords(applicationsWords)
  const load = () => applications.load(session.accountId !== null)
  return (
    <ApplicantPage title={say('title')} needs="signIn" isList onShow={load}>
      <WhoApplies />
      <Loaded remote={applications.proposals.remote} onRetry={load}>
        {() => (applications.entries.length === 0 ? <Nothing /> : <Entries entries={applications.entries} />)}
      </Loaded>
      <NewApplication />
      {as === 'institution' && (
        <LinkButton onTap={() => void navigation.open('credit', { as })}>{say('credit')}</LinkButton>
      )}
      <ToOwnAccount />
    </ApplicantPage>
  )
})

/** A phone's page bears no more nodes; what waits for her stands before what does not. */
const SHOWN_MAX = 40

const Entries = observer(function Entries({ entries }: { entries: readonly Entry[] }) {
  const { applications } = useApplicantStores()
  const say = useWords(applicationsWords)
  return (
    <>
      {applications.waiting > 0 && <Tip kind="wait">{say('waiting', { n: applications.waiting })}</Tip>}
      <List label={say('list')}>
        {entries.slice(0, SHOWN_MAX).map((entry) => (
          <EntryRow key={keyOf(entry)} entry={entry} isMine={askedOf(entry) === 'mine'} />
        ))}
      </List>
    </>
  )
})

const keyOf = (entry: Entry): string =>
  entry.kind === 'project'
    ? entry.of.projectId
    : entry.kind === 'scene'
      ? entry.of.applicationId
      : entry.of.proposalId

function Nothing() {
  const say = useWords(applicationsWords)
  return (
    <>
      <View className="lead">{say('lead')}</View>
      <Empty glyph="solar" title={say('empty')} detail={say('emptyDetail')} />
      <Heading>{say('new')}</Heading>
    </>
  )
}
