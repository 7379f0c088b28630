import type { InstitutionName } from '#contract'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useLocale, useWords } from '../../../i18n'
import { stepWords } from '../../../i18n/applicant/door'
import { entrustmentWords } from '../../../i18n/applicant/entrustments'
import { useStores } from '../../../stores'
import { useApplicantStores } from '../../../stores/applicant'
import { Button, Field, Sheet, Tip } from '../../../ui'
import { useAct } from '../../resident/parts/use-act'

const SITE = /^[\sA-Za-z0-9-]{4,40}$/
const CODE_LENGTH_MAX = 30
const SITE_LENGTH_MAX = 40

/** Whom she entrusts, by its credit code, and her grid account; she reads its name before she says yes. */
export const EntrustForm = observer(function EntrustForm() {
  const { entrustments } = useApplicantStores()
  const say = useWords(entrustmentWords)
  const [code, setCode] = useState('')
  const [site, setSite] = useState('')
  const [isCodeBad, setCodeBad] = useState(false)
  const [isSiteBad, setSiteBad] = useState(false)
  const [found, setFound] = useState<InstitutionName>()
  const { perform, fault } = useAct(async () => {
    const isBad = !SITE.test(site.trim())
    const answer = await entrustments.find(code)
    setSiteBad(isBad)
    setCodeBad(answer === undefined)
    return answer === undefined || isBad ? NOT_ASKED : answer
  }, setFound)
  return (
    <>
      <Field
        label={say('code')}
        hint={say('codeHint')}
        value={code}
        onChange={setCode}
        lengthMax={CODE_LENGTH_MAX}
        {...(isCodeBad ? { fault: say('codeFault') } : {})}
      />
      <Field
        label={say('site')}
        hint={say('siteHint')}
        value={site}
        onChange={setSite}
        lengthMax={SITE_LENGTH_MAX}
        {...(isSiteBad ? { fault: say('siteFault') } : {})}
      />
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('find')}</Button>
      {found && (
        <ConfirmSheet
          found={found}
          site={site.trim()}
          onClose={() => setFound(undefined)}
          onDone={() => {
            setCode('')
            setSite('')
          }}
        />
      )}
    </>
  )
})

/** Something she wrote cannot be right: nothing was asked. */
const NOT_ASKED = { ok: true, value: undefined } as const

interface ConfirmSheetProps {
  found: InstitutionName
  site: string
  onClose: () => void
  onDone: () => void
}

function ConfirmSheet({ found: { institutionId, name }, site, onClose, onDone }: ConfirmSheetProps) {
  const { ui } = useStores()
  const { entrustments } = useApplicantStores()
  const locale = useLocale()
  const say = useWords(entrustmentWords)
  const sayStep = useWords(stepWords)
  const { perform, fault } = useAct(
    () => entrustments.entrust(institutionId, site),
    () => {
      ui.say(say('done'))
      onDone()
      onClose()
    },
  )
  return (
    <Sheet title={say('confirmTitle', { name: name[locale] })} onClose={onClose}>
      <View className="para">{say('confirmHow', { value: site })}</View>
      <View role="alert">{fault && <Tip kind="refuse">{fault}</Tip>}</View>
      <Button onTap={perform}>{say('confirm')}</Button>
      <Button kind="quiet" onTap={onClose}>
        {sayStep('cancel')}
      </Button>
    </Sheet>
  )
}
