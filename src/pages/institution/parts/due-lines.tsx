import type { StatementDue } from '#contract'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { dueLinesWords } from '../../../i18n/institution/money'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, List } from '../../../ui'
import { Loaded, More } from '../../resident/parts'
import { DueFile } from './due-file'
import { LineRow } from './line-row'

/** What a sum is made of, once she asks: every voucher of it, and the same as a file. */
export const DueLines = observer(function DueLines({ due }: { due: StatementDue }) {
  const { dueLines } = useInstitutionStores()
  const say = useWords(dueLinesWords)
  const [isOpen, setOpen] = useState(false)
  const open = () => dueLines.open(due)
  const show = () => {
    setOpen(true)
    return open()
  }
  return (
    <>
      {isOpen ? (
        <Loaded remote={dueLines.lines.first.remote} onRetry={open} isQuiet>
          {() => <Lines />}
        </Loaded>
      ) : (
        <Button kind="quiet" onTap={show}>
          {say('show')}
        </Button>
      )}
      <DueFile due={due} />
    </>
  )
})

const Lines = observer(function Lines() {
  const { lines } = useInstitutionStores().dueLines
  const say = useWords(dueLinesWords)
  return (
    <>
      <List label={say('lines')}>
        {lines.items.map((line) => (
          <LineRow key={line.line} line={line} />
        ))}
      </List>
      <More pages={lines} />
    </>
  )
})
