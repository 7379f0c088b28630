import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useLocale, useWords } from '../../../i18n'
import { draftFaultWords } from '../../../i18n/institution/new-goods'
import { pictureWords } from '../../../i18n/institution/picture'
import { useInstitutionStores } from '../../../stores/institution'
import { Button } from '../../../ui'
import { GoodsPicture } from './goods-picture'
import { PicturePicker } from './picture-picker'

/** The picture of new goods, which may have none. */
export const PictureStep = observer(function PictureStep() {
  const { newGoods } = useInstitutionStores()
  const locale = useLocale()
  const say = useWords(pictureWords)
  const sayFault = useWords(draftFaultWords)
  const { draft, faults } = newGoods
  const named = locale === 'zh' ? draft.nameZh : draft.nameEn
  const put = (pictureDigest: string | null) => {
    newGoods.change({ pictureDigest })
    return Promise.resolve({ ok: true, value: pictureDigest } as const)
  }
  return (
    <View className="field">
      <Text className="field-l">{say('label')}</Text>
      {draft.pictureDigest !== null && (
        <GoodsPicture digest={draft.pictureDigest} name={named.trim() || say('unnamed')} />
      )}
      <View className="note">{say('hint')}</View>
      <View role="alert">
        {faults.pictureDigest && <Text className="row-d refuse">{sayFault('unknown')}</Text>}
      </View>
      <PicturePicker hasPicture={draft.pictureDigest !== null} put={put} />
      {draft.pictureDigest !== null && (
        <Button kind="quiet" onTap={() => void put(null)}>
          {say('drop')}
        </Button>
      )}
    </View>
  )
})
