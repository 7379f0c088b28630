import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { proposalDraftWords } from '../../../i18n/applicant/proposal'
import { useApplicantStores, type ProposalField as Name } from '../../../stores/applicant'
import { Field, type FieldProps } from '../../../ui'

interface ProposalFieldProps extends Pick<FieldProps, 'kind' | 'lengthMax'> {
  field: Exclude<Name, 'formula' | 'confidence' | 'revises' | 'sceneId'>
  hint?: keyof typeof proposalDraftWords
}

const TEXT_LENGTH_MAX = 2_000

/** One field of the official outline; what is missing the service says at the end. */
export const ProposalField = observer(function ProposalField({
  field,
  hint,
  kind = 'long',
  lengthMax = TEXT_LENGTH_MAX,
}: ProposalFieldProps) {
  const { proposalDraft } = useApplicantStores()
  const say = useWords(proposalDraftWords)
  return (
    <Field
      kind={kind}
      label={say(field)}
      value={proposalDraft.draft[field]}
      onChange={(value) => proposalDraft.change({ [field]: value })}
      lengthMax={lengthMax}
      {...(hint === undefined ? {} : { hint: say(hint as 'nameZhHint') })}
    />
  )
})
