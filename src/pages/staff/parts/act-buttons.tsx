import { useState } from 'react'
import { Button } from '../../../ui'
import type { StaffAct } from './act'
import { ActSheet } from './act-sheet'

/** What she may do here, a button each; none acts before its sheet has asked. */
export function ActButtons({ acts }: { acts: readonly StaffAct[] }) {
  const [asking, setAsking] = useState<string>()
  const asked = acts.find(({ id }) => id === asking)
  return (
    <>
      {acts.map(({ id, name, label, kind = 'primary' }) => (
        <Button key={id} kind={kind} {...(label === undefined ? {} : { label })} onTap={() => setAsking(id)}>
          {name}
        </Button>
      ))}
      {asked && <ActSheet act={asked} onClose={() => setAsking(undefined)} />}
    </>
  )
}
