import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useApplicantStores, type RuleFinding } from '../../../stores/applicant'
import { Glyph, Tip, type GlyphName } from '../../../ui'
import { useRuleText } from './use-rule-text'

/** Rules that are broken, said while she writes; a rule that is kept needs no words there. */
export const RuleTips = observer(function RuleTips({ rules }: { rules: readonly RuleFinding['rule'][] }) {
  const { projectDraft } = useApplicantStores()
  const text = useRuleText(projectDraft.methodology)
  const broken = projectDraft.findings.filter(({ rule, state }) => state === 'broken' && rules.includes(rule))
  return (
    <View role="alert">
      {broken.map((finding) => (
        <Tip kind="refuse" key={finding.rule}>
          {text(finding)}
        </Tip>
      ))}
    </View>
  )
})

const SIGN: Readonly<Record<RuleFinding['state'], GlyphName>> = {
  kept: 'done',
  broken: 'refuse',
  unknown: 'wait',
}

/** Every rule and what it says of the draft. */
export const RuleList = observer(function RuleList() {
  const { projectDraft } = useApplicantStores()
  const text = useRuleText(projectDraft.methodology)
  return (
    <View className="list">
      {projectDraft.findings.map((finding) => (
        <View className="row" key={finding.rule}>
          <View className={finding.state === 'broken' ? 'row-g refuse' : 'row-g'}>
            <Glyph name={SIGN[finding.state]} />
          </View>
          <View className={finding.state === 'broken' ? 'row-b refuse' : 'row-b'}>{text(finding)}</View>
        </View>
      ))}
    </View>
  )
})
