import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { numberText, useLocale, useWords } from '../../../i18n'
import { projectDraftWords } from '../../../i18n/applicant/project-draft'
import { useApplicantStores } from '../../../stores/applicant'
import { ChoiceList, Field, List, SwitchRow } from '../../../ui'
import { EntrustedSites } from './entrusted-sites'
import { ProjectField, useProjectFault } from './project-field'
import { RuleTips } from './rule-tips'

/** What kind it is, and so by which methodology it is reckoned. */
export const KindStep = observer(function KindStep() {
  const { projectDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(projectDraftWords)
  const fault = useProjectFault('kind')
  const { methodology, offered, draft } = projectDraft
  return (
    <>
      <ChoiceList
        label={say('kind')}
        options={offered.map(({ kind, name, applicability }) => ({
          ...{ value: kind, name: name[locale], detail: applicability[locale] },
        }))}
        chosen={draft.kind}
        onChoose={(kind) => projectDraft.change({ kind })}
      />
      <View role="alert">{fault && <Text className="row-d refuse">{fault}</Text>}</View>
      {methodology && (
        <View className="note">
          {say('official', {
            name: methodology.name[locale],
            code: methodology.code,
            version: methodology.version,
          })}
        </View>
      )}
    </>
  )
})

/** Where it stands, whose site it is, and whether another scheme counts it. */
export const WhereStep = observer(function WhereStep() {
  const { as, projectDraft } = useApplicantStores()
  const say = useWords(projectDraftWords)
  const { draft, methodology } = projectDraft
  const isParcel = methodology?.siteKeyKind === 'landParcel'
  return (
    <>
      <ProjectField field="name" label={say('name')} hint={say('nameHint')} lengthMax={80} />
      <ProjectField field="address" label={say('address')} hint={say('addressHint')} lengthMax={200} />
      {as === 'institution' && <EntrustedSites />}
      <ProjectField
        field="sites"
        kind="long"
        label={say(isParcel ? 'landParcel' : 'gridAccount')}
        hint={say('gridAccountHint')}
        lengthMax={4_000}
      />
      <List label={say('isElsewhere')}>
        <SwitchRow
          title={say('isElsewhere')}
          detail={say('isElsewhereHint')}
          isOn={draft.isElsewhere}
          onTurn={(isElsewhere) => projectDraft.change({ isElsewhere })}
        />
      </List>
      {draft.isElsewhere && <ProjectField field="otherScheme" label={say('otherScheme')} lengthMax={80} />}
      <RuleTips rules={['elsewhere']} />
    </>
  )
})

/** How large it is, since when it works, and which meters count it. */
export const SizeStep = observer(function SizeStep() {
  const { projectDraft } = useApplicantStores()
  const say = useWords(projectDraftWords)
  const { methodology } = projectDraft
  if (!methodology) return null
  const { size, term } = methodology
  const isPower = size.unit === 'watt'
  const max = size.max === null ? undefined : isPower ? size.max / WATTS_A_KILOWATT : size.max
  return (
    <>
      <ProjectField
        field="size"
        label={say(isPower ? 'kilowatts' : 'squareMetres')}
        {...(isPower && max !== undefined ? { hint: say('kilowattsHint', { max: numberText(max) }) } : {})}
        lengthMax={13}
      />
      <ProjectField
        field="startDay"
        label={say('startDay')}
        hint={term ? say('startDayHint', { years: term.years }) : say('dayHint')}
        lengthMax={11}
      />
      <RuleTips rules={['term']} />
      <MeterFields />
    </>
  )
})

const WATTS_A_KILOWATT = 1_000

const MeterFields = observer(function MeterFields() {
  const { projectDraft } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(projectDraftWords)
  const fault = useProjectFault('meters')
  const { draft, methodology } = projectDraft
  return (
    <>
      {(methodology?.measures ?? []).map(({ measure, name }) => (
        <Field
          key={measure}
          kind="long"
          label={say('meters', { measure: name[locale] })}
          hint={say('metersHint')}
          value={draft.meters[measure] ?? ''}
          onChange={(value) => projectDraft.change({ meters: { ...draft.meters, [measure]: value } })}
          lengthMax={3_300}
          {...(fault === undefined ? {} : { fault })}
        />
      ))}
    </>
  )
})

/** The days of the first reduction. */
export const PeriodStep = observer(function PeriodStep() {
  const say = useWords(projectDraftWords)
  return (
    <>
      <View className="para apply-note">{say('periodNote')}</View>
      <ProjectField field="first" label={say('first')} hint={say('dayHint')} lengthMax={11} />
      <ProjectField field="last" label={say('last')} hint={say('dayHint')} lengthMax={11} />
      <RuleTips rules={['term']} />
    </>
  )
})
