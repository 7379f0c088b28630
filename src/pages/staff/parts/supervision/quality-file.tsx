import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../../i18n'
import { qualityWords } from '../../../../i18n/staff/quality'
import { useStaffStores } from '../../../../stores/staff'
import { Button } from '../../../../ui'
import { useFailureNotice } from '../../../resident/parts'
import { useGiving } from '../../../resident/parts/use-giving'

/** The month as a file for a spreadsheet. Where the host wants a tap of its own for that, the same button asks for it. */
export function QualityFile() {
  const { quality } = useStaffStores().supervision
  const say = useWords(qualityWords)
  const sayFailure = useFailureNotice()
  const [ready, setReady] = useState<string>()
  const give = useGiving<string>({
    handOver: (text) => quality.handOver(text),
    textOf: (text) => text,
    say: (way) => say(way),
    wait: setReady,
  })
  const fetch = async () => {
    const file = await quality.file()
    if (file.ok) await give(file.value)
    else sayFailure(file)
  }
  return (
    <>
      <Button kind="quiet" onTap={() => (ready === undefined ? fetch() : give(ready))}>
        {say(ready === undefined ? 'file' : 'fileAgain')}
      </Button>
      <View className="note" role="status" aria-live="polite">
        {ready !== undefined && say('fileReady')}
      </View>
    </>
  )
}
