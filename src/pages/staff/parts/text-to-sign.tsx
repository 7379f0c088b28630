import type { StaffChallenge } from '#contract'
import { Text, View } from '@tarojs/components'
import { timeText, useWords } from '../../../i18n'
import { signInWords } from '../../../i18n/staff/sign-in'
import { useStaffStores, type SignInProblem } from '../../../stores/staff'
import { Button, Card, Heading } from '../../../ui'
import { SignInRefusal } from './sign-in-refusal'

interface TextToSignProps {
  challenge: StaffChallenge
  problem: SignInProblem | undefined
  onSign: () => Promise<void>
}

/** Nothing is signed unseen: the very text, line by line as it stands. */
export function TextToSign({ challenge, problem, onSign }: TextToSignProps) {
  const { session } = useStaffStores()
  const say = useWords(signInWords)
  return (
    <>
      <Heading>{say('textTitle')}</Heading>
      <Card>
        {challenge.text.split('\n').map((line) => (
          <View className="mono" key={line}>
            {line}
          </View>
        ))}
      </Card>
      <Text className="note">{say('textHint', { when: timeText(challenge.expiresAt) })}</Text>
      <SignInRefusal problem={problem} staffId="" />
      <Button onTap={onSign}>{say('sign')}</Button>
      <Button kind="quiet" onTap={() => session.dropChallenge()}>
        {say('cancel')}
      </Button>
    </>
  )
}
