import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { projectFaultWords } from '../../../i18n/applicant/project-draft'
import { useApplicantStores, type ProjectDraft, type ProjectDraftField } from '../../../stores/applicant'
import { Field, type FieldProps } from '../../../ui'
import { useRuleText } from './use-rule-text'

/** The fields that are written in. */
type Written = {
  [Name in ProjectDraftField]: ProjectDraft[Name] extends string ? Name : never
}[ProjectDraftField]

interface ProjectFieldProps extends Pick<FieldProps, 'kind' | 'lengthMax' | 'label' | 'hint'> {
  field: Written
}

/** One line of the draft with what is wrong with it beside it. */
export const ProjectField = observer(function ProjectField({ field, ...rest }: ProjectFieldProps) {
  const { projectDraft } = useApplicantStores()
  const fault = useProjectFault(field)
  return (
    <Field
      value={projectDraft.draft[field]}
      onChange={(value) => projectDraft.change({ [field]: value })}
      {...(fault === undefined ? {} : { fault })}
      {...rest}
    />
  )
})

/** What is wrong with a field, in words; what its figure comes to by the rules is said while she writes it. */
export function useProjectFault(field: ProjectDraftField): string | undefined {
  const { projectDraft } = useApplicantStores()
  const say = useWords(projectFaultWords)
  const textOf = useRuleText(projectDraft.methodology)
  const fault = projectDraft.faults[field]
  if (fault && fault !== 'refused') return say(fault)
  const tooLarge = projectDraft.findings.find(({ rule, state }) => rule === 'size' && state === 'broken')
  return field === 'size' && tooLarge ? textOf(tooLarge) : undefined
}
