import type { StaffChallenge } from '#contract'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { timeText, useWords } from '../../../i18n'
import { expertSignInWords } from '../../../i18n/expert/sign-in'
import { useExpertStores } from '../../../stores/expert'
import { Button, Card, Heading } from '../../../ui'

interface TextToSignProps {
  challenge: StaffChallenge
  onSign: () => Promise<void>
  /** Why it was refused before. */
  children: ReactNode
}

/** Nothing is signed unseen: the very text, line by line as it stands. */
export function TextToSign({ challenge, onSign, children }: TextToSignProps) {
  const { session } = useExpertStores()
  const say = useWords(expertSignInWords)
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
      {children}
      <Button onTap={onSign}>{say('sign')}</Button>
      <Button kind="quiet" onTap={() => session.dropChallenge()}>
        {say('cancel')}
      </Button>
    </>
  )
}
