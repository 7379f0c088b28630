import type { StaffSceneApplication } from '#contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { useLocale, useWords, type Locale } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { sceneWords } from '../../../i18n/console/scenes'
import { Card, Heading, LinkButton } from '../../../ui'
import { Facts } from '../../staff/parts'
import { useDay } from './use-day'

/** What the operator applies with, in what it was handed in last, and by whose mandate. */
export function SceneRecordCard({ application }: { application: StaffSceneApplication }) {
  const say = useWords(sceneWords)
  const sayAct = useWords(actWords)
  const locale = useLocale()
  const { rounds, round, source } = application
  const handedIn = rounds.find((one) => one.round === round)
  const record = handedIn?.record ?? application.record
  return (
    <>
      <Heading>{say('record')}</Heading>
      <Card>
        <Facts
          facts={[
            [say('methodologyCode'), textOf(record['methodologyCode'], locale)],
            [say('channel'), textOf(record['channel'], locale)],
            [say('dataSource'), textOf(record['dataSource'], locale)],
            [say('source'), source === null ? null : textOf(source['text'] ?? source, locale)],
            [sayAct('digest'), handedIn && <View className="mono">{handedIn.recordDigest}</View>],
          ]}
        />
      </Card>
      {source === null && <Mandate application={application} />}
    </>
  )
}

function Mandate({ application: { mandate } }: { application: StaffSceneApplication }) {
  const say = useWords(sceneWords)
  const { day } = useDay()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Heading>{say('mandate')}</Heading>
      <Card>
        {mandate === null ? (
          <Text className="note">{say('mandateNone')}</Text>
        ) : (
          <>
            <View>{say('mandateUntil', { when: day(mandate.expiresAt) })}</View>
            <LinkButton onTap={() => setOpen(!isOpen)}>
              {say(isOpen ? 'mandateHide' : 'mandateShow')}
            </LinkButton>
            {isOpen && <View className="mono">{mandate.jws}</View>}
          </>
        )}
      </Card>
    </>
  )
}

/** Words in one language; anything else as it is written. */
function textOf(value: unknown, locale: Locale): string | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return String(value)
  const words = (value as { readonly [name: string]: unknown })[locale]
  return typeof words === 'string' ? words : Object.values(value).map(String).join(' · ')
}
