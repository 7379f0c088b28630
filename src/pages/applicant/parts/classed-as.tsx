import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { classUseWords, classWords, proposalDraftWords } from '../../../i18n/applicant/proposal'
import { useApplicantStores } from '../../../stores/applicant'
import { Tip } from '../../../ui'

/** The class her methodology is handed in with and what its reductions may be used for: nothing is signed unseen. */
export const ClassedAs = observer(function ClassedAs() {
  const { proposalDraft } = useApplicantStores()
  const say = useWords(proposalDraftWords)
  const nameOf = useClassName()
  const namesOf = useUseNames()
  const { class: given, uses } = proposalDraft.classed
  if (given === undefined) return null
  return (
    <View role="status">
      {uses === undefined ? (
        <Tip kind="wait">{say('usesUnknown', { class: nameOf(given) })}</Tip>
      ) : (
        <Tip>
          <View>{say('classed', { class: nameOf(given), uses: namesOf(uses) })}</View>
          <View>{say('classedWhy')}</View>
        </Tip>
      )}
    </View>
  )
})

function useClassName(): (name: string) => string {
  const say = useWords(classWords)
  return (name) => (isNamed(name) ? say(name) : say('other', { class: name }))
}

const isNamed = (name: string): name is Exclude<keyof typeof classWords, 'other'> =>
  name !== 'other' && name in classWords

function useUseNames(): (uses: readonly string[]) => string {
  const say = useWords(classUseWords)
  const locale = useLocale()
  const nameOf = (use: string) => (isUse(use) ? say(use) : use)
  return (uses) => uses.map(nameOf).join(locale === 'zh' ? '、' : ', ')
}

const isUse = (use: string): use is keyof typeof classUseWords => use in classUseWords
