import type { Home } from '#contract'
import { massText, milligrams } from '#domain/measure'
import { View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { homeWords } from '../../../i18n/resident/home'
import { Heading, List, Meter, Quantity, SceneGlyph, useMassName } from '../../../ui'
import { useSceneName } from './use-named'

type SceneShare = Home['byScene'][number]

const ofScene = (share: SceneShare): number => share.issuedMilligrams + share.pendingMilligrams

/** Each way of travel with what it has brought her and, apart from it, what is on its way; the largest first. */
export const SavedByScene = observer(function SavedByScene({ totals }: { totals: Home }) {
  const say = useWords(homeWords)
  const massName = useMassName()
  const sceneName = useSceneName()
  const shares = totals.byScene
    .filter(({ rides }) => rides > 0)
    .sort((one, other) => ofScene(other) - ofScene(one))
  const largest = shares[0]
  if (!largest) return null
  return (
    <>
      <Heading>{say('byScene')}</Heading>
      <List>
        {shares.map((share) => (
          <View className="share" key={share.sceneId}>
            <View className="share-h">
              <SceneGlyph scene={share.sceneId} />
              <View className="row-b">
                <View className="row-t">{sceneName(share.sceneId)}</View>
                <View className="row-d">{say('sceneRides', { n: share.rides })}</View>
              </View>
              <Quantity mass={milligrams(share.issuedMilligrams)} />
            </View>
            {share.pendingMilligrams > 0 && (
              <View className="row-d share-n">
                {say('pendingBesides', {
                  mass: massName(massText(milligrams(share.pendingMilligrams))),
                })}
              </View>
            )}
            <Meter part={ofScene(share)} whole={ofScene(largest)} />
          </View>
        ))}
      </List>
      <View className="note">{say('cutNote')}</View>
    </>
  )
})
