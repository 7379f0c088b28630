import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { tillWords } from '../../../i18n/merchant/till'
import { useMember } from '../../../stores/member'
import { useMerchantStores } from '../../../stores/merchant'
import { Empty, Glyph, Heading, List, Row } from '../../../ui'
import { useNamed } from '../../resident/parts'

/** Where she stands today: asked once, where she works in several shops. */
export const ShopChoice = observer(function ShopChoice({ onChosen }: { onChosen?: () => unknown }) {
  const { till } = useMerchantStores()
  const { session } = useMember()
  const say = useWords(tillWords)
  const named = useNamed()
  const shops = session.membership?.shops ?? []
  const choose = async (shopId: string) => {
    await till.choose(shopId)
    await onChosen?.()
  }
  if (shops.length === 0) return <Empty glyph="shop" title={say('noShops')} detail={say('noShopsDetail')} />
  return (
    <>
      <Heading level={1}>{say('whichShop')}</Heading>
      <List>
        {shops.map(({ shopId, name }) => (
          <Row
            key={shopId}
            glyph={<Glyph name="shop" />}
            title={named(name)}
            onTap={() => void choose(shopId)}
          />
        ))}
      </List>
    </>
  )
})
