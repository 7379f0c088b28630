import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { applicationsWords, askedWords } from '../../../i18n/applicant/applications'
import { askedOf, useApplicantStores, type Entry } from '../../../stores/applicant'
import { Glyph, Row } from '../../../ui'
import { StateStamp } from './state-stamp'
import { useDay } from './use-day'

const GLYPH = { project: 'solar', scene: 'scenes', proposal: 'ask' } as const

/** One application: what it is, where it stands, and what comes next. */
export const EntryRow = observer(function EntryRow({ entry, isMine }: { entry: Entry; isMine: boolean }) {
  const { navigation } = useApplicantStores()
  const say = useWords(applicationsWords)
  const title = useTitle(entry)
  const lines = useLines(entry)
  const open = () => {
    if (entry.kind === 'project') return navigation.open('project', { projectId: entry.of.projectId })
    if (entry.kind === 'scene') return navigation.open('scene', { applicationId: entry.of.applicationId })
    return navigation.open('proposal', { proposalId: entry.of.proposalId })
  }
  return (
    <Row
      glyph={<Glyph name={GLYPH[entry.kind]} />}
      title={title}
      detail={
        <>
          <View>{say(entry.kind)}</View>
          {lines.map((line, index) => (
            <View key={line} className={isMine && index === 0 ? 'strong' : ''}>
              {line}
            </View>
          ))}
        </>
      }
      end={<StateStamp entry={entry} />}
      onTap={() => void open()}
    />
  )
})

function useTitle(entry: Entry): string {
  const { applications } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(applicationsWords)
  if (entry.kind === 'project') return entry.of.name
  if (entry.kind === 'proposal') return entry.of.name?.[locale] ?? say('unnamed')
  return applications.sceneName(entry.of.sceneId)?.[locale] ?? entry.of.sceneId
}

/** What is asked next, and until when. */
function useLines(entry: Entry): readonly string[] {
  const say = useWords(applicationsWords)
  const sayAsked = useWords(askedWords)
  const day = useDay()
  const name = `${entry.kind}${entry.of.state.charAt(0).toUpperCase()}${entry.of.state.slice(1)}`
  const asked = name in askedWords ? [sayAsked(name as keyof typeof askedWords)] : []
  const due = entry.kind === 'proposal' ? entry.of.checkDueAt : entry.of.dueAt
  const until = entry.kind === 'scene' ? entry.of.approvedUntil : null
  return [
    ...asked,
    ...(due === null ? [] : [say(askedOf(entry) === 'mine' ? 'doneBy' : 'due', { when: day(due) })]),
    ...(until === null ? [] : [say('until', { day: until })]),
  ]
}
