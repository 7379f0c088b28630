import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useEffect } from 'react'
import { actFailureLine, useLocale, useWords } from '../../../i18n'
import { pictureFaultWords, pictureWords } from '../../../i18n/institution/picture'
import { useInstitutionStores, type PictureFault, type PutPicture } from '../../../stores/institution'
import { Button, Tip } from '../../../ui'

interface PicturePickerProps {
  hasPicture: boolean
  /** Takes the picture once the service has it. */
  put: PutPicture
}

/** The way from her album to the goods: chosen, on its way, refused in plain words, sent again when no answer came. */
export const PicturePicker = observer(function PicturePicker({ hasPicture, put }: PicturePickerProps) {
  const { picture } = useInstitutionStores()
  const say = useWords(pictureWords)
  const fault = useFaultText(picture.fault)
  // What became of another page's picture is nothing to this one.
  useEffect(() => picture.forget(), [picture])
  return (
    <>
      <View role="status">{picture.isSending && <Text className="note">{say('sending')}</Text>}</View>
      <View role="alert">{fault !== undefined && <Tip kind="refuse">{fault}</Tip>}</View>
      {picture.canSendAgain && <Button onTap={() => picture.sendAgain(put)}>{say('again')}</Button>}
      <Button
        kind="quiet"
        disabled={picture.isSending}
        // Not awaited: some hosts never tell that she closed the album.
        onTap={() => void picture.choose(put)}
      >
        {say(hasPicture ? 'change' : 'choose')}
      </Button>
    </>
  )
})

type Refusal = Extract<PictureFault, { kind: 'host' }>['refusal']

function useFaultText(fault: PictureFault | undefined): string | undefined {
  const locale = useLocale()
  const say = useWords(pictureFaultWords)
  switch (fault?.kind) {
    case undefined:
      return undefined
    case 'tooLarge':
    case 'wrongType':
      return say(fault.kind)
    case 'service':
      return actFailureLine(fault.failure, locale)
    case 'host':
      return say(HOST[fault.refusal])
  }
}

const HOST: Readonly<Record<Refusal, 'notAllowed' | 'noWay' | 'late'>> = {
  ...{ denied: 'notAllowed', privacyRefused: 'notAllowed', notPermitted: 'notAllowed' },
  ...{ unsupported: 'noWay', bridgeMissing: 'noWay' },
  ...{ timeout: 'late', offline: 'late', needsTap: 'late', cancelled: 'late' },
}
