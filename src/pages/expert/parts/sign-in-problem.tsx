import { View } from '@tarojs/components'
import { failureLine, useLocale, useWords } from '../../../i18n'
import { expertSignInWords } from '../../../i18n/expert/sign-in'
import type { ExpertProblem } from '../../../stores/expert'
import { Tip } from '../../../ui'

/** Why she is not signed in, and what to do. */
export function SignInProblem({
  problem,
  expertId,
}: {
  problem: ExpertProblem | undefined
  expertId: string
}) {
  const locale = useLocale()
  const say = useWords(expertSignInWords)
  if (!problem) return <View role="alert" />
  const words =
    problem.problem === 'failed'
      ? failureLine(problem.failure, locale)
      : problem.problem === 'keyMalformed'
        ? say('keyMalformed')
        : say(problem.problem, { expertId })
  return (
    <View role="alert">
      <Tip kind="refuse">{words}</Tip>
    </View>
  )
}
