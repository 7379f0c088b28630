import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useState } from 'react'
import { useWords } from '../../i18n'
import { newGoodsWords } from '../../i18n/institution/new-goods'
import { isTitle, STEPS, useInstitutionStores } from '../../stores/institution'
import { Button, Heading, Meter } from '../../ui'
import { Loaded } from '../resident/parts'
import { InstitutionPage } from './parts'
import { DiscardSheet } from './parts/discard-sheet'
import { AmountStep, TimeStep, WhatStep } from './parts/draft-steps'
import { DraftSummary } from './parts/draft-summary'
import { KindStep } from './parts/kind-step'
import { PartnersStep } from './parts/partners-step'

/** New goods, a few questions at a time, looked over once more before they are on the shelf. */
export default observer(function NewGoodsPage() {
  const { newGoods } = useInstitutionStores()
  const say = useWords(newGoodsWords)
  const load = () => newGoods.open()
  return (
    <InstitutionPage title={say('title')} of="isMallOperator" onShow={load}>
      <Loaded remote={newGoods.partners.remote} onRetry={load}>
        {() => <Form />}
      </Loaded>
    </InstitutionPage>
  )
})

const NAMES = ['stepKind', 'stepWhat', 'stepAmount', 'stepTime', 'stepPartners', 'stepSummary'] as const
/** Nobody pays for a title, and it counts in no shop. */
const TITLE_NAMES = NAMES.map((name) => (name === 'stepPartners' ? 'stepGiver' : name))
const PARTS = [KindStep, WhatStep, AmountStep, TimeStep, PartnersStep, DraftSummary] as const

const Form = observer(function Form() {
  const { newGoods } = useInstitutionStores()
  const say = useWords(newGoodsWords)
  const [isDiscarding, setDiscarding] = useState(false)
  const { step, draft } = newGoods
  const Part = PARTS[step] ?? DraftSummary
  const name = say((isTitle(draft) ? TITLE_NAMES : NAMES)[step] ?? 'stepSummary')
  return (
    <View className="draft">
      <Heading>{say('stepOf', { n: step + 1, all: STEPS.length, name })}</Heading>
      <Meter part={step + 1} whole={STEPS.length} />
      <Part />
      {!newGoods.isLastStep && <Button onTap={() => newGoods.next()}>{say('next')}</Button>}
      {step > 0 && (
        <Button kind="quiet" onTap={() => newGoods.back()}>
          {say('back')}
        </Button>
      )}
      {newGoods.isBegun && (
        <>
          <View className="note">{say('kept')}</View>
          <Button kind="danger" onTap={() => setDiscarding(true)}>
            {say('discard')}
          </Button>
        </>
      )}
      {isDiscarding && <DiscardSheet onClose={() => setDiscarding(false)} />}
    </View>
  )
})
