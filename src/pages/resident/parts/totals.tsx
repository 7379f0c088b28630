import type { Home } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { Text, View } from '@tarojs/components'
import { useWords } from '../../../i18n'
import { homeWords } from '../../../i18n/resident/home'
import { Quantity, useMassName } from '../../../ui'

/** The number she comes for: what is credited; before anything is, what is on its way. */
export function Totals({ totals }: { totals: Home }) {
  const say = useWords(homeWords)
  const massName = useMassName()
  const { balanceMilligrams, pendingMilligrams, latestRides } = totals
  if (balanceMilligrams === 0 && pendingMilligrams > 0)
    return <Hero label={say('pending')} milligrams={pendingMilligrams} note={say('pendingNote')} />
  if (latestRides.length === 0)
    return <Hero label={say('total')} milligrams={balanceMilligrams} note={say('first')} />
  return (
    <>
      <Hero label={say('total')} milligrams={balanceMilligrams} />
      <View className="pair">
        <View className="pair-i">
          <Text className="note">
            {say('month')} · {say('monthRides', { n: totals.monthRides })}
          </Text>
          <Quantity mass={milligrams(totals.monthIssuedMilligrams)} size={5} />
          {totals.monthPendingMilligrams > 0 && (
            <Text className="note">
              {say('pendingBesides', {
                mass: massName(massText(milligrams(totals.monthPendingMilligrams))),
              })}
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

function Hero({ label, milligrams: mass, note }: { label: string; milligrams: number; note?: string }) {
  return (
    <View className="hero">
      <Text className="note">{label}</Text>
      <Quantity mass={milligrams(mass)} size={6} expands />
      {note && <Text className="note">{note}</Text>}
    </View>
  )
}
