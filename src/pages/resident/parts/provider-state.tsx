import type { SceneProvider } from '#contract'
import { useWords } from '../../../i18n'
import { scenesWords } from '../../../i18n/resident/scenes'
import { useNamed } from './use-named'

const WHY = {
  none: 'notYet',
  approved: 'notYet',
  suspended: 'suspended',
  expired: 'expired',
  withdrawn: 'left',
} as const satisfies Record<Exclude<SceneProvider['state'], 'live'>, keyof typeof scenesWords>

/** Why rides by this company do not count now, in a sentence; undefined while they do. */
export function useWhyNot(): (provider: SceneProvider) => string | undefined {
  const say = useWords(scenesWords)
  const named = useNamed()
  return ({ state, name }) => (state === 'live' ? undefined : say(WHY[state], { provider: named(name) }))
}
