import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { projectDraftWords } from '../../../i18n/applicant/project-draft'
import { useApplicantStores } from '../../../stores/applicant'
import { Heading, List, SwitchRow } from '../../../ui'
import { useDay } from './use-day'

/** A phone's page bears no more nodes. */
const SHOWN_MAX = 30

/** Sites of owners who entrusted the institution; what is chosen is named in the project. */
export const EntrustedSites = observer(function EntrustedSites() {
  const { entrustments, projectDraft } = useApplicantStores()
  const say = useWords(projectDraftWords)
  const day = useDay()
  const { alive } = entrustments
  return (
    <>
      <Heading>{say('entrusted')}</Heading>
      <View className="note">{say('entrustedNone')}</View>
      {alive.length > 0 && (
        <List label={say('entrusted')}>
          {alive.slice(0, SHOWN_MAX).map(({ entrustmentId, siteKey, grantedAt }) => (
            <SwitchRow
              key={entrustmentId}
              title={say('entrustedRow', { value: siteKey.value })}
              detail={say('entrustedSince', { when: day(grantedAt) })}
              isOn={projectDraft.draft.entrustmentIds.includes(entrustmentId)}
              onTurn={() => projectDraft.toggleEntrustment(entrustmentId, siteKey.value)}
            />
          ))}
        </List>
      )}
    </>
  )
})
