import { useState } from 'react'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { projectDraftWords } from '../../../i18n/applicant/project-draft'
import { projectWords } from '../../../i18n/applicant/project'
import { lastDayOf, periodOf, useApplicantStores } from '../../../stores/applicant'
import { Button, Field, Sheet } from '../../../ui'

const DAY_LENGTH_MAX = 11

/** Another period to be reckoned. */
export const PeriodSheet = observer(function PeriodSheet({ onClose }: { onClose: () => void }) {
  const { project } = useApplicantStores()
  const say = useWords(projectWords)
  const sayDraft = useWords(projectDraftWords)
  const { period } = project
  const [first, setFirst] = useState(period?.from ?? '')
  const [last, setLast] = useState(period ? lastDayOf(period) : '')
  const [isFaulty, setFaulty] = useState(false)
  const see = async () => {
    const read = periodOf(first, last)
    const isGood = read !== undefined && read.from < read.to
    setFaulty(!isGood)
    if (!isGood) return
    onClose()
    await project.choose(read)
  }
  return (
    <Sheet title={say('periodTitle')} onClose={onClose}>
      <Field
        label={sayDraft('first')}
        hint={sayDraft('dayHint')}
        value={first}
        onChange={setFirst}
        lengthMax={DAY_LENGTH_MAX}
      />
      <Field
        label={sayDraft('last')}
        value={last}
        onChange={setLast}
        lengthMax={DAY_LENGTH_MAX}
        {...(isFaulty ? { fault: say('periodFault') } : {})}
      />
      <Button onTap={see}>{say('periodSee')}</Button>
    </Sheet>
  )
})
