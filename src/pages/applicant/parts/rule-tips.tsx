import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useWords } from '../../../i18n'
import { projectDraftWords } from '../../../i18n/applicant/project-draft'
import { useApplicantStores, type RuleFinding } from '../../../stores/applicant'
import { Glyph, Tip, type GlyphName } from '../../../ui'

/** Rules that are broken, said while she writes; a rule that is kept needs no words there. */
export const RuleTips = observer(function RuleTips({ rules }: { rules: readonly RuleFinding['rule'][] }) {
  const { projectDraft } = useApplicantStores()
  const text = useRuleText()
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
  const text = useRuleText()
  return (
    <View className="list">
      {projectDraft.findings.map((finding) => (
        <View className="row" key={finding.rule}>
          <View className="row-g">
            <Glyph name={SIGN[finding.state]} />
          </View>
          <View className={finding.state === 'broken' ? 'row-b refuse' : 'row-b'}>{text(finding)}</View>
        </View>
      ))}
    </View>
  )
})

const WATTS_A_KILOWATT = 1_000

function useRuleText(): (finding: RuleFinding) => string {
  const { projectDraft } = useApplicantStores()
  const say = useWords(projectDraftWords)
  const { size, term } = projectDraft.methodology ?? {}
  const max = numberText((size?.max ?? 0) / WATTS_A_KILOWATT)
  const years = term?.years ?? 0
  return ({ rule, state }) => {
    switch (rule) {
      case 'size':
        return say(BY_STATE.size[state], { max })
      case 'term':
        return say(BY_STATE.term[state], { years })
      case 'site':
        return say(state === 'broken' ? 'siteBroken' : 'siteKept')
      case 'elsewhere':
        return say(state === 'broken' ? 'elsewhereBroken' : 'elsewhereKept')
    }
  }
}

const BY_STATE = {
  size: { kept: 'sizeKept', broken: 'sizeBroken', unknown: 'sizeUnknown' },
  term: { kept: 'termKept', broken: 'termBroken', unknown: 'termUnknown' },
} as const
