import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { consentWords } from '../../../i18n/institution/consents'
import { Button, Sheet } from '../../../ui'

interface StopSheetProps {
  name: string
  isTitle: boolean
  onStop: () => Promise<unknown>
  onClose: () => void
}

/** Asks once more, with what it means for vouchers that are out, or for titles that were given. */
export function StopSheet({ name, isTitle, onStop, onClose }: StopSheetProps) {
  const say = useWords(consentWords)
  return (
    <Sheet title={say('stopTitle', { name })} onClose={onClose}>
      <View className="para">{say('stopShelf')}</View>
      <View className="para">{say(isTitle ? 'stopGiven' : 'stopIssued')}</View>
      <Button kind="danger" onTap={onStop}>
        {say('stopYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('stopNo')}
      </Button>
    </Sheet>
  )
}
