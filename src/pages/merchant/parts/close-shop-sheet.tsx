import type { Shop } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { shopsWords } from '../../../i18n/merchant/shops'
import { useStores } from '../../../stores'
import { useMerchantStores } from '../../../stores/merchant'
import { Button, Sheet, Tip } from '../../../ui'
import { useNamed } from '../../resident/parts'
import { useAct } from '../../resident/parts/use-act'

/** Asks once more before a shop is closed for good. */
export function CloseShopSheet({ shop, onClose }: { shop: Shop; onClose: () => void }) {
  const { ui } = useStores()
  const { shops } = useMerchantStores()
  const say = useWords(shopsWords)
  const named = useNamed()
  const { perform, fault } = useAct(
    () => shops.closeShop(shop.shopId),
    () => {
      ui.say(say('closed'))
      onClose()
    },
  )
  return (
    <Sheet title={say('closeAsk', { name: named(shop.name) })} onClose={onClose}>
      <View className="para">{say('closeEffect')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button kind="danger" onTap={perform}>
        {say('closeYes')}
      </Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
