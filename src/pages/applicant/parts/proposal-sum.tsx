import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { decimalText, useLocale, useWords } from '../../../i18n'
import { proposalDraftWords } from '../../../i18n/applicant/proposal'
import { useApplicantStores } from '../../../stores/applicant'
import { ChoiceList, Tip } from '../../../ui'
import { ProposalField } from './proposal-field'

const PLACES = 3

/** What one emits otherwise less what one emits this way, each with its source; the difference is what is credited. */
export const ProposalSum = observer(function ProposalSum() {
  const { proposalDraft } = useApplicantStores()
  const say = useWords(proposalDraftWords)
  const { draft, saved } = proposalDraft
  const result = draft.formula === 'perMetre' ? 'savedPerMetre' : 'savedPerBoarding'
  return (
    <>
      <ChoiceList
        label={say('formula')}
        options={[
          { value: 'perMetre', name: say('perMetre'), detail: say('perMetreDetail') },
          { value: 'perBoarding', name: say('perBoarding'), detail: say('perBoardingDetail') },
        ]}
        chosen={draft.formula}
        onChoose={(formula) => proposalDraft.change({ formula })}
      />
      <ProposalField field="baseline" hint="baselineHint" />
      <StoredNet />
      <ProposalField field="baselineGrams" kind="text" hint="gramsHint" lengthMax={12} />
      <ProposalField field="baselineSource" kind="text" hint="sourceHint" lengthMax={400} />
      <ProposalField field="projectGrams" kind="text" hint="gramsHint" lengthMax={12} />
      <ProposalField field="projectSource" kind="text" hint="sourceHint" lengthMax={400} />
      <View role="status">
        {saved === undefined ? (
          <Tip kind="wait">{say('notSaved')}</Tip>
        ) : (
          <Tip glyph="done">{say(result, { n: decimalText(saved, PLACES) })}</Tip>
        )}
      </View>
    </>
  )
})

/** The net figure the service has, which two boxes cannot show: read here, written over below. */
const StoredNet = observer(function StoredNet() {
  const { proposalDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(proposalDraftWords)
  const { net } = proposalDraft
  if (!net) return null
  const { value, unit, source, derivation } = net
  return (
    <Tip>
      <View className="strong">{say('net', { n: value, unit: unit[locale] })}</View>
      <View className="words">{say('netSource', { source })}</View>
      {derivation !== '' && <View className="words">{say('netDerivation', { text: derivation })}</View>}
      <View>{say('netHow')}</View>
    </Tip>
  )
})
