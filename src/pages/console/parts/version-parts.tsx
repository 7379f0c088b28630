import type { Retirement } from '#contract'
import { parseCityDay } from '#domain/calendar'
import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { actWords } from '../../../i18n/console/acts'
import { methodologiesWords, methodologyWords, versionWords } from '../../../i18n/console/methodologies'
import { roleWords } from '../../../i18n/staff/desk'
import { retirementActs, useConsoleStores } from '../../../stores/console'
import { halfWidth } from '../../../stores/read-whole'
import { useStaffStores } from '../../../stores/staff'
import { Card, Heading, Stamp, Tip } from '../../../ui'
import { Loaded, useNamed } from '../../resident/parts'
import { ActButtons, useAsked, type StaffAct } from '../../staff/parts'
import { NamesList } from './names-list'
import { VERSION_STATES, type RegisteredVersion, type RegisterEntry } from './register-list'
import { useDay } from './use-day'

interface VersionPartsProps {
  entry: RegisterEntry
  kept: RegisteredVersion
}

/** One version: when it is in force, what experts said in public, and its end. */
export const VersionParts = observer(function VersionParts({ entry, kept }: VersionPartsProps) {
  const { retirement } = useConsoleStores()
  const say = useWords(methodologiesWords)
  const named = useNamed()
  const { day } = useDay()
  const { version, state, validFrom, validTo } = kept
  const id = `${entry.code}/${version}`
  return (
    <View className="cols">
      <View className="col">
        <Card>
          <View className="split">
            <View className="row-b lead strong">{named(entry.name)}</View>
            <Stamp kind={VERSION_STATES[state].kind}>{say(VERSION_STATES[state].words)}</Stamp>
          </View>
          <View className="note">{`${entry.code} · ${say('versionNo', { n: version })}`}</View>
          <View className="note">
            {validTo === null
              ? say('validFrom', { from: day(validFrom) })
              : say('validTo', { from: day(validFrom), to: day(validTo) })}
          </View>
        </Card>
        {state !== 'disabled' && retirement.id === id && (
          <Loaded remote={retirement.detail.remote} onRetry={() => retirement.open(id)}>
            {(shown) => <End retirement={shown} entry={entry} />}
          </Loaded>
        )}
      </View>
      <View className="col">
        <Opinions kept={kept} />
      </View>
    </View>
  )
})

const End = observer(function End({ retirement, entry }: { retirement: Retirement; entry: RegisterEntry }) {
  const { session } = useStaffStores()
  const say = useWords(versionWords)
  const sayAct = useWords(actWords)
  const sayRole = useWords(roleWords)
  const { day, when } = useDay()
  const { sign, isWaiting, dayOfOther } = retirementActs(session.staff, retirement)
  const act = useRetireAct(retirement, entry, dayOfOther)
  return (
    <>
      {isWaiting && <Tip kind="wait">{sayAct('waitingOffice')}</Tip>}
      {sign && <ActButtons acts={[act]} />}
      <NamesList
        title={say('names')}
        none={say('namesNone')}
        names={retirement.signatures
          .filter((one) => one.act === 'retire')
          .map(({ staffId, name, role, day: end, signedAt }) => ({
            key: `${staffId} ${signedAt}`,
            name,
            detail: say('nameLine', { role: sayRole(role), day: day(end), when: when(signedAt) }),
          }))}
      />
    </>
  )
})

/** Her name under the end of a version. */
function useRetireAct(
  { code, version }: Retirement,
  entry: RegisterEntry,
  dayOfOther: string | undefined,
): StaffAct {
  const { retirement: store, register, methodologyApi: api } = useConsoleStores()
  const say = useWords(versionWords)
  const sayList = useWords(methodologiesWords)
  const named = useNamed()
  const { day: askDay } = useAsked()
  const { day, today } = useDay()
  return {
    ...{ id: 'retire', name: say('retire'), title: say('retireAsk'), kind: 'danger' },
    about: `${named(entry.name)} · ${code} · ${sayList('versionNo', { n: version })}`,
    effect: dayOfOther === undefined ? say('retireFirst') : say('retireSecond', { day: day(dayOfOther) }),
    yes: say('retireYes'),
    done: say('retireDone'),
    asks: [askDay({ label: say('day'), initial: dayOfOther, from: today() })],
    async perform({ day: written = '' }) {
      const end = parseCityDay(halfWidth(written)) ?? written
      const result = await store.carryOut(['retire', end], (_, options) =>
        api.retire(code, version, end, options),
      )
      if (result.ok) await register.load()
      return result
    },
  }
}

function Opinions({ kept: { opinions } }: { kept: RegisteredVersion }) {
  const say = useWords(versionWords)
  const sayPanel = useWords(methodologyWords)
  const { when } = useDay()
  return (
    <>
      <Heading>{say('opinions')}</Heading>
      {opinions.length === 0 && <Text className="note">{say('opinionsNone')}</Text>}
      {opinions.map(({ field, verdict, text, givenAt, expert }) => (
        <Card key={`${givenAt} ${text}`}>
          <View className="split">
            <View className="row-b strong">{expert ?? say('anonymous', { field })}</View>
            <Stamp kind={verdict === 'approve' ? 'done' : 'refused'}>{sayPanel(verdict)}</Stamp>
          </View>
          <View className="para">{text}</View>
          <Text className="note">{when(givenAt)}</Text>
        </Card>
      ))}
    </>
  )
}
