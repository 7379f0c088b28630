import type { StaffProject } from '#contract'
import { Text } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { projectActs, waitsInReports } from '../../../stores/console'
import { useStaffStores } from '../../../stores/staff'
import { Tip } from '../../../ui'
import { ActButtons } from '../../staff/parts'
import { useProjectActs } from './use-project-acts'

/** What she may do about the project now; what belongs to one period stands with it. */
export const ProjectActButtons = observer(function ProjectActButtons({ project }: { project: StaffProject }) {
  const { session } = useStaffStores()
  const say = useWords(actWords)
  const may = projectActs(session.staff, project)
  const known = useProjectActs(project, may)
  const acts = [
    ...(may.decide?.maySign ? [known.approve, known.refuse] : []),
    ...(may.accept ? [known.accept] : []),
    ...(may.resume ? [known.resume] : []),
    ...(may.find ? [known.find] : []),
    ...(may.giveBack ? [known.giveBack] : []),
    ...(may.suspend ? [known.suspend] : []),
    ...(may.end ? [known.end] : []),
  ]
  const isWaiting = may.decide?.isWaiting === true
  const isCalm = acts.length === 0 && !isWaiting && !may.isOwnStop && !waitsInReports(session.staff, project)
  return (
    <>
      {isWaiting && <Tip kind="wait">{say('waitingOffice')}</Tip>}
      {may.isOwnStop && <Tip kind="wait">{say('ownStop')}</Tip>}
      {isCalm && <Text className="note">{say('nothing')}</Text>}
      <ActButtons acts={acts} />
    </>
  )
})
