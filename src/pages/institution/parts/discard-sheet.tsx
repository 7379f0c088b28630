import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { newGoodsWords } from '../../../i18n/institution/new-goods'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, Sheet } from '../../../ui'

/** Asks once more before a draft goes. */
export function DiscardSheet({ onClose }: { onClose: () => void }) {
  const { newGoods } = useInstitutionStores()
  const say = useWords(newGoodsWords)
  const discard = () => {
    newGoods.discard()
    onClose()
  }
  return (
    <Sheet title={say('discardTitle')} onClose={onClose}>
      <View className="para">{say('discardHow')}</View>
      <Button kind="danger" onTap={discard}>
        {say('discardYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('discardNo')}
      </Button>
    </Sheet>
  )
}
