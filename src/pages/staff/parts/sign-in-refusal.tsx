import { View } from '@tarojs/components'
import { failureLine, useLocale, useWords } from '../../../i18n'
import { signInWords } from '../../../i18n/staff/sign-in'
import type { SignInProblem } from '../../../stores/staff'
import { Tip } from '../../../ui'

/** Why she is not signed in, and what to do. */
export function SignInRefusal({ problem, staffId }: { problem: SignInProblem | undefined; staffId: string }) {
  const locale = useLocale()
  const say = useWords(signInWords)
  if (!problem) return null
  const words =
    problem.problem === 'failed'
      ? failureLine(problem.failure, locale)
      : problem.problem === 'staffUnknown' || problem.problem === 'keyWrong'
        ? say(problem.problem, { staffId })
        : say(problem.problem)
  return (
    <View role="alert">
      <Tip kind="refuse">{words}</Tip>
    </View>
  )
}
