import { useWords } from '../../../i18n'
import { proposalDraftWords, recordFieldWords } from '../../../i18n/applicant/proposal'
import { missingOf } from '../../../stores/applicant'
import { List, Row, Tip } from '../../../ui'

interface MissingFieldsProps {
  faults: readonly string[]
  /** Leads to the step a field is written in, counted from 0. */
  onGo: (step: number) => void
}

/** What the service says of a record, field by field, in words; each leads to where it is written. */
export function MissingFields({ faults, onGo }: MissingFieldsProps) {
  const say = useWords(proposalDraftWords)
  const sayField = useWords(recordFieldWords)
  return (
    <>
      <Tip kind="wait">{say('missing')}</Tip>
      <List label={say('missing')}>
        {missingOf(faults).map(({ field, step, said }) => (
          <Row
            key={field ?? said}
            title={field === null ? said : sayField(field)}
            detail={say('missingIn', { n: step + 1 })}
            onTap={() => onGo(step)}
          />
        ))}
      </List>
    </>
  )
}
