import type { Home } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useWords } from '../../../i18n'
import { homeWords } from '../../../i18n/resident/home'
import { useStores } from '../../../stores'
import { LinkButton, Quantity, useMassName } from '../../../ui'
import { OtherUses } from './other-uses'

/**
 * The number she comes for: all that was ever credited, which using it never lowers, and apart from it what she can still use; before
 * anything is credited, what is on its way.
 */
export function Totals({ totals }: { totals: Home }) {
  const say = useWords(homeWords)
  const massName = useMassName()
  const { issuedMilligrams, pendingMilligrams, monthPendingMilligrams, latestRides } = totals
  // What is all of this month stands once, beside it.
  const isOfOtherMonths = monthPendingMilligrams !== pendingMilligrams
  if (issuedMilligrams === 0 && pendingMilligrams > 0)
    return <Hero label={say('pending')} milligrams={pendingMilligrams} note={say('pendingNote')} />
  if (latestRides.length === 0 && issuedMilligrams === 0)
    return <Hero label={say('total')} milligrams={issuedMilligrams} note={say('first')} />
  return (
    <>
      <Hero label={say('total')} milligrams={issuedMilligrams}>
        {issuedMilligrams > 0 && <Held totals={totals} />}
      </Hero>
      <View className="pair">
        <View className="pair-i">
          <Text className="note">
            {say('month')} · {say('monthRides', { n: totals.monthRides })}
          </Text>
          <Quantity mass={milligrams(totals.monthIssuedMilligrams)} size={5} />
          {isOfOtherMonths && monthPendingMilligrams > 0 && (
            <Text className="note">
              {say('pendingBesides', { mass: massName(massText(milligrams(monthPendingMilligrams))) })}
            </Text>
          )}
        </View>
        <View className="pair-i">
          <Text className="note">{say('pending')}</Text>
          <Quantity mass={milligrams(pendingMilligrams)} size={5} />
          {pendingMilligrams > 0 && <Text className="note">{say('pendingNote')}</Text>}
        </View>
      </View>
    </>
  )
}

interface HeroProps {
  label: string
  milligrams: number
  note?: string
  children?: ReactNode
}

function Hero({ label, milligrams: mass, note, children }: HeroProps) {
  return (
    <View className="hero">
      <Text className="note">{label}</Text>
      <Quantity mass={milligrams(mass)} size={6} expands />
      {note && <Text className="note">{note}</Text>}
      {children}
    </View>
  )
}

/** Only whole grams become points. */
const CONVERTIBLE_MILLIGRAMS_MIN = 1_000

/** What she has not used, and the way to use it where it is enough for that; what by its class is used otherwise stands apart. */
function Held({ totals }: { totals: Home }) {
  const { navigation } = useStores()
  const say = useWords(homeWords)
  const massName = useMassName()
  const { projectMilligrams, convertibleMilligrams, notConvertible } = totals
  const nameOf = (mass: number) => massName(massText(milligrams(mass)))
  const free = notConvertible.length > 0 ? 'convertible' : 'free'
  return (
    <>
      {projectMilligrams > 0 && (
        <Text className="note">{say('ofProjects', { mass: nameOf(projectMilligrams) })}</Text>
      )}
      <View className="split">
        <Text className="note">{say(free, { mass: nameOf(convertibleMilligrams) })}</Text>
        {convertibleMilligrams >= CONVERTIBLE_MILLIGRAMS_MIN && (
          <LinkButton onTap={() => void navigation.open('points')}>{say('use')}</LinkButton>
        )}
      </View>
      <OtherUses holdings={notConvertible} />
    </>
  )
}
