import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { ruleEntryWords, ruleFieldWords } from '../../../i18n/register/rule'
import { useRegisterStores, type RuleRecord } from '../../../stores/register'
import { Chips, Heading, Stamp } from '../../../ui'
import { Loaded } from '../../resident/parts'
import { useFieldText } from './field-text'

type FieldName = keyof typeof ruleFieldWords
const FIELDS = Object.keys(ruleFieldWords) as FieldName[]

const valueOf = (record: RuleRecord, field: FieldName): unknown => {
  // Where no figure is published there is none to be sure of.
  if (field === 'confidence' && record['status'] === 'disabled') return null
  if (!field.startsWith('outline.')) return record[field]
  return (record['outline'] as Record<string, unknown> | undefined)?.[field.slice('outline.'.length)]
}

/** Whether either version says anything under a field: what neither family member has is left out. */
const isSaid = (field: FieldName, records: readonly RuleRecord[]): boolean =>
  records.some((record) => (valueOf(record, field) ?? null) !== null)

/** A version field by field and, where there is another, beside it: what differs is marked by a word, an edge and colour together. */
export const Compared = observer(function Compared() {
  const { rule } = useRegisterStores()
  const say = useWords(ruleEntryWords)
  const { after, before } = rule
  if (!after) return null
  if (!before)
    return (
      <>
        <Heading>{say('content')}</Heading>
        <Text className="note">{say('one')}</Text>
        {FIELDS.filter((field) => isSaid(field, [after])).map((field) => (
          <FieldCell field={field} after={after} key={field} />
        ))}
      </>
    )
  return (
    <>
      <Heading>{say('compare')}</Heading>
      <Choosing before={before.version} after={after.version} />
      <Loaded remote={rule.differences.remote} onRetry={() => rule.choose(before.version, after.version)}>
        {({ items }) => (
          <>
            <Text className="note">
              {items.length === 0 ? say('same') : say('changes', { n: items.length })}
            </Text>
            <Fields before={before} after={after} isChanged />
            <Unchanged before={before} after={after} isHeaded={items.length > 0} />
          </>
        )}
      </Loaded>
    </>
  )
})

interface FieldsProps {
  before: RuleRecord
  after: RuleRecord
  isChanged: boolean
}

/** What differs, or what does not, each in the order records are read in. */
const Fields = observer(function Fields({ before, after, isChanged }: FieldsProps) {
  const { rule } = useRegisterStores()
  return saidBy(rule, { before, after, isChanged }).map((field) => (
    <FieldCell field={field} before={before} after={after} key={field} />
  ))
})

const saidBy = (
  rule: { hasChanged(field: string): boolean },
  { before, after, isChanged }: FieldsProps,
): readonly FieldName[] =>
  FIELDS.filter((field) => isSaid(field, [before, after]) && rule.hasChanged(field) === isChanged)

interface UnchangedProps {
  before: RuleRecord
  after: RuleRecord
  isHeaded: boolean
}

/** What both say; no heading stands over nothing. */
const Unchanged = observer(function Unchanged({ before, after, isHeaded }: UnchangedProps) {
  const { rule } = useRegisterStores()
  const say = useWords(ruleEntryWords)
  if (saidBy(rule, { before, after, isChanged: false }).length === 0) return null
  return (
    <>
      {isHeaded && <Heading>{say('unchanged')}</Heading>}
      <Fields before={before} after={after} isChanged={false} />
    </>
  )
})

/** Which two versions are laid side by side. */
const Choosing = observer(function Choosing({ before, after }: { before: number; after: number }) {
  const { rule } = useRegisterStores()
  const say = useWords(ruleEntryWords)
  const options = rule.versions.map(({ version }) => ({
    value: String(version),
    name: say('version', { n: version }),
  }))
  // With two versions there is nothing to choose.
  if (options.length < 3) return null
  return (
    <>
      <Text className="note">{say('older')}</Text>
      <Chips
        label={say('older')}
        options={options}
        chosen={String(before)}
        onChoose={(value) => void rule.choose(Number(value), after)}
      />
      <Text className="note">{say('newer')}</Text>
      <Chips
        label={say('newer')}
        options={options}
        chosen={String(after)}
        onChoose={(value) => void rule.choose(before, Number(value))}
      />
    </>
  )
})

interface FieldCellProps {
  field: FieldName
  before?: RuleRecord
  after: RuleRecord
}

const FieldCell = observer(function FieldCell({ field, before, after }: FieldCellProps) {
  const { rule } = useRegisterStores()
  const say = useWords(ruleEntryWords)
  const sayField = useWords(ruleFieldWords)
  const isChanged = before !== undefined && rule.hasChanged(field)
  return (
    <View className={isChanged ? 'cmp cmp-on' : 'cmp'}>
      <View className="cmp-n" role="heading" aria-level={3}>
        <Text>{sayField(field)}</Text>
        {isChanged && <Stamp kind="wait">{say('changed')}</Stamp>}
      </View>
      <View className="cmp-b">
        {/* What both say is said once. */}
        {isChanged && <Side record={before} field={field} />}
        <Side record={after} field={field} isNamed={isChanged} />
      </View>
    </View>
  )
})

function Side({
  record,
  field,
  isNamed = true,
}: {
  record: RuleRecord
  field: FieldName
  isNamed?: boolean
}) {
  const say = useWords(ruleEntryWords)
  const textOf = useFieldText()
  return (
    <View className="cmp-a">
      {isNamed && <Text className="cmp-v">{say('was', { n: record.version })}</Text>}
      {textOf(valueOf(record, field)).map((line) => (
        <View key={line}>{line}</View>
      ))}
    </View>
  )
}
