import type { Statement } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { useMerchantStores, type StatementFile, type StatementFormat } from '../../../stores/merchant'
import { Button, Heading, Sheet } from '../../../ui'
import { useFailureNotice } from '../../resident/parts'
import { useGiving } from '../../resident/parts/use-giving'
import { StatementDigest } from './statement-digest'

const FORMATS: readonly StatementFormat[] = ['xlsx', 'csv', 'json']
const nameOf = (format: StatementFormat) => format.toUpperCase()

/** The statement as a file to keep, in three formats. Where the host wants a tap of its own for that, another button asks for it. */
export function StatementFiles({ statement: { digest } }: { statement: Statement }) {
  const say = useWords(statementWords)
  const { ready, isStuck, take, give, unstick } = useFiles()
  return (
    <>
      <Heading>{say('files')}</Heading>
      {ready && (
        <Button onTap={() => give(ready)}>{say('fileAgain', { format: nameOf(ready.format) })}</Button>
      )}
      <View className="formats">
        {FORMATS.map((format) => (
          <Button
            key={format}
            kind="quiet"
            label={say('fileLabel', { format: nameOf(format) })}
            onTap={() => take(format)}
          >
            {nameOf(format)}
          </Button>
        ))}
      </View>
      <View className="note" role="status" aria-live="polite">
        {say(ready ? 'fileReady' : 'fileHint')}
      </View>
      <StatementDigest digest={digest} />
      {isStuck && <NoWorkbook onTakeCsv={() => take('csv')} onClose={unstick} />}
    </>
  )
}

function useFiles() {
  const { statement } = useMerchantStores()
  const say = useWords(statementWords)
  const sayFailure = useFailureNotice()
  const [ready, setReady] = useState<StatementFile>()
  const [isStuck, setStuck] = useState(false)
  const give = useGiving<StatementFile>({
    handOver: (file) => statement.handOver(file),
    textOf: ({ content }) => (typeof content === 'string' ? content : undefined),
    say: (way, { format }) => say(way, { format: nameOf(format) }),
    wait: setReady,
    elsewhere: () => setStuck(true),
  })
  const take = async (format: StatementFormat) => {
    if (!statement.canHandOver(format)) return setStuck(true)
    const file = await statement.file(format)
    if (file.ok) await give(file.value)
    else sayFailure(file)
  }
  return { ready, isStuck, take, give, unstick: () => setStuck(false) }
}

/** Why this host gives no workbook, and which ways there are all the same. */
function NoWorkbook({ onTakeCsv, onClose }: { onTakeCsv: () => Promise<void>; onClose: () => void }) {
  const say = useWords(statementWords)
  const takeCsv = async () => {
    await onTakeCsv()
    onClose()
  }
  return (
    <Sheet title={say('noWorkbook')} onClose={onClose}>
      <View className="para">{say('noWorkbookWhy')}</View>
      <Button onTap={takeCsv}>{say('csvInstead')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('cancel')}
      </Button>
    </Sheet>
  )
}
