import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { applicationsWords } from '../../../i18n/applicant/applications'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Glyph, Heading, List, Row } from '../../../ui'

/** What can be applied for in plain words, and what one needs for it. */
export const NewApplication = observer(function NewApplication() {
  const { session } = useStores()
  const { as, navigation, applications } = useApplicantStores()
  const say = useWords(applicationsWords)
  const isInstitution = as === 'institution'
  const mayRunProjects = isInstitution || session.accountId !== null
  return (
    <>
      {applications.entries.length > 0 && <Heading>{say('new')}</Heading>}
      <List label={say('new')}>
        <Row
          glyph={<Glyph name="solar" />}
          title={say('newProject')}
          detail={say(mayRunProjects ? 'newProjectDetail' : 'needsAccount')}
          onTap={() => void navigation.open('project-draft')}
        />
        {isInstitution && (
          <Row
            glyph={<Glyph name="scenes" />}
            title={say('newScene')}
            detail={say('newSceneDetail')}
            onTap={() => void navigation.open('scene-draft')}
          />
        )}
        <Row
          glyph={<Glyph name="ask" />}
          title={say('newProposal')}
          detail={say('newProposalDetail')}
          onTap={() => void navigation.open('proposal-draft')}
        />
        <Row
          glyph={<Glyph name="shield" />}
          title={say(isInstitution ? 'entrustmentsParty' : 'entrustments')}
          detail={say('entrustmentsDetail')}
          onTap={() => void navigation.open('entrustments')}
        />
      </List>
    </>
  )
})
