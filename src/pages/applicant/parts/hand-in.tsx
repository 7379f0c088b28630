import { View } from '@tarojs/components'
import { useState } from 'react'
import type { ApiResult } from '../../../api'
import { useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { Button, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

interface HandInProps {
  name: string
  kind?: 'primary' | 'quiet'
  handIn: () => Promise<ApiResult<unknown>>
  onDone: () => void
}

/** Hands something in that cannot be changed afterwards: asks once before it goes. */
export function HandIn({ name, kind = 'primary', handIn, onDone }: HandInProps) {
  const say = useWords(stepWords)
  const [isAsking, setAsking] = useState(false)
  const { perform, fault } = useAct(handIn, () => {
    setAsking(false)
    onDone()
  })
  return (
    <>
      <Button kind={kind} onTap={() => setAsking(true)}>
        {name}
      </Button>
      {isAsking && (
        <Sheet title={say('handInTitle')} onClose={() => setAsking(false)}>
          <View className="para">{say('handInHow')}</View>
          <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
          <Button onTap={perform}>{say('handInYes')}</Button>
          <Button kind="quiet" onTap={() => setAsking(false)}>
            {say('cancel')}
          </Button>
        </Sheet>
      )}
    </>
  )
}
