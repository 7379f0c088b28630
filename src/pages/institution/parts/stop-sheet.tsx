import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { consentWords } from '../../../i18n/institution/consents'
import { Button, Sheet } from '../../../ui'

interface StopSheetProps {
  name: string
  onStop: () => Promise<unknown>
  onClose: () => void
}

/** Asks once more, with what it means for vouchers that are out. */
export function StopSheet({ name, onStop, onClose }: StopSheetProps) {
  const say = useWords(consentWords)
  return (
    <Sheet title={say('stopTitle', { name })} onClose={onClose}>
      <View className="para">{say('stopShelf')}</View>
      <View className="para">{say('stopIssued')}</View>
      <Button kind="danger" onTap={onStop}>
        {say('stopYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('stopNo')}
      </Button>
    </Sheet>
  )
}
