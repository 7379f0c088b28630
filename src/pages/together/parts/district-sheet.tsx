import type { Together } from '#contract'
import { View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { togetherWords } from '../../../i18n/together/together'
import { useStores } from '../../../stores'
import { useTogetherStores } from '../../../stores/together'
import { List, Row, Sheet } from '../../../ui'
import { useFailureNotice, useNamed } from '../../resident/parts'

/** The city's sixteen districts; one tap names one. */
export function DistrictSheet({ together, onClose }: { together: Together; onClose: () => void }) {
  const { ui } = useStores()
  const { together: store } = useTogetherStores()
  const say = useWords(togetherWords)
  const named = useNamed()
  const sayFailure = useFailureNotice()
  const choose = async ({ district, name }: Together['districts'][number]) => {
    const result = await store.chooseDistrict(district)
    if (!result.ok) return sayFailure(result)
    ui.say(say('chosen', { name: named(name) }))
    onClose()
  }
  return (
    <Sheet title={say('chooseTitle')} onClose={onClose}>
      <View className="note">{say('chooseNote')}</View>
      <List label={say('chooseTitle')}>
        {together.districts
          .filter(({ district }) => district !== together.district?.district)
          .map((one) => (
            <Row title={named(one.name)} onTap={() => void choose(one)} key={one.district} />
          ))}
      </List>
    </Sheet>
  )
}
