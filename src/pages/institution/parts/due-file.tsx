import type { StatementDue } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { dueLinesWords } from '../../../i18n/institution/money'
import { useInstitutionStores } from '../../../stores/institution'
import { Button } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { useGiving } from '../../resident/parts/use-giving'

/** The lines as a file to keep. Where the host wants a tap of its own for that, the same button asks for it. */
export function DueFile({ due }: { due: StatementDue }) {
  const { dueLines } = useInstitutionStores()
  const say = useWords(dueLinesWords)
  const sayFailure = useFailureNotice()
  const [ready, setReady] = useState<string>()
  const give = useGiving<string>({
    handOver: (text) => dueLines.handOver(due, text),
    textOf: (text) => text,
    say: (way) => say(way),
    wait: setReady,
  })
  const fetch = async () => {
    const file = await dueLines.file(due)
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
