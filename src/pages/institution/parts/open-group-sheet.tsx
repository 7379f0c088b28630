import type { GroupKind } from '#contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { useWords } from '../../../i18n'
import { openedGroupForWords, openedGroupKindWords, openGroupWords } from '../../../i18n/institution/groups'
import { useStores } from '../../../stores'
import { useInstitutionStores } from '../../../stores/institution'
import { Button, ChoiceList, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

/** As the service takes them. */
const LENGTH_MAX = { nameZh: 40, nameEn: 80 } as const
const HINTS = { nameZh: 'nameHint', nameEn: 'nameEnHint' } as const
type FieldName = keyof typeof LENGTH_MAX
const FIELDS: readonly FieldName[] = ['nameZh', 'nameEn']

interface OpenGroupSheetProps {
  /** What her institution may open. */
  kinds: readonly GroupKind[]
  onClose: () => void
}

/** Which kind, where there is a choice, and its name in both languages; opened it leads to its code. */
export function OpenGroupSheet({ kinds, onClose }: OpenGroupSheetProps) {
  const { ui } = useStores()
  const { groups, navigation } = useInstitutionStores()
  const say = useWords(openGroupWords)
  const [kind, setKind] = useState<GroupKind>(kinds[0] ?? 'company')
  const [written, setWritten] = useState({ nameZh: '', nameEn: '' })
  const [isAsked, setAsked] = useState(false)
  const { perform, fault } = useAct(
    () => groups.open({ kind, name: { zh: written.nameZh.trim(), en: written.nameEn.trim() } }),
    ({ groupId }) => {
      ui.say(say('done'))
      onClose()
      void navigation.open('opened-group', { groupId })
    },
  )
  const isMissing = (name: FieldName) => written[name].trim() === ''
  const open = async () => {
    setAsked(true)
    if (!FIELDS.some(isMissing)) await perform()
  }
  return (
    <Sheet title={say('title')} onClose={onClose}>
      {kinds.length > 1 && <KindChoice kinds={kinds} chosen={kind} onChoose={setKind} />}
      {FIELDS.map((name) => (
        <Field
          key={name}
          label={say(name)}
          hint={say(HINTS[name])}
          value={written[name]}
          onChange={(value) => setWritten((before) => ({ ...before, [name]: value }))}
          lengthMax={LENGTH_MAX[name]}
          {...(isAsked && isMissing(name) ? { fault: say('missing') } : {})}
        />
      ))}
      <View className="note">{say('forGood')}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={open}>{say('yes')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {say('no')}
      </Button>
    </Sheet>
  )
}

interface KindChoiceProps {
  kinds: readonly GroupKind[]
  chosen: GroupKind
  onChoose: (kind: GroupKind) => void
}

function KindChoice({ kinds, chosen, onChoose }: KindChoiceProps) {
  const say = useWords(openGroupWords)
  const sayKind = useWords(openedGroupKindWords)
  const sayFor = useWords(openedGroupForWords)
  const options = kinds.map((kind) => ({ value: kind, name: sayKind(kind), detail: sayFor(kind) }))
  return <ChoiceList label={say('kind')} options={options} chosen={chosen} onChoose={onChoose} />
}
