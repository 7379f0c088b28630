import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { statementWords } from '../../../i18n/merchant/statements'
import { useStores } from '../../../stores'
import { Button, List, Row, Sheet } from '../../../ui'
import { copyText } from '../../resident/parts/use-giving'

const SHOWN = 8

/** The digest of the CSV file: how it begins and ends, and all of it a tap away, to be compared or copied. */
export function StatementDigest({ digest }: { digest: string }) {
  const say = useWords(statementWords)
  const [isOpen, setOpen] = useState(false)
  const ends = { start: digest.slice(0, SHOWN), end: digest.slice(-SHOWN) }
  return (
    <>
      <List label={say('digest')}>
        <Row title={say('digest')} detail={say('digestShort', ends)} onTap={() => setOpen(true)} />
      </List>
      {isOpen && <DigestSheet digest={digest} onClose={() => setOpen(false)} />}
    </>
  )
}

function DigestSheet({ digest, onClose }: { digest: string; onClose: () => void }) {
  const { ui } = useStores()
  const say = useWords(statementWords)
  const copy = async () => ui.say(say((await copyText(digest)) ? 'digestCopied' : 'digestUncopied'))
  return (
    <Sheet title={say('digest')} onClose={onClose}>
      <View className="para">{say('digestHow')}</View>
      <View className="spelt digest">{digest.replace(/(.{8})(?=.)/g, '$1 ')}</View>
      <Button onTap={copy}>{say('copyDigest')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('close')}
      </Button>
    </Sheet>
  )
}
