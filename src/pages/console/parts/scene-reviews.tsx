import type { StaffSceneApplication } from '#contract'
import { useWords } from '../../../i18n'
import { sceneWords } from '../../../i18n/console/scenes'
import { roleWords } from '../../../i18n/staff/desk'
import { NamesList } from './names-list'
import { useDay } from './use-day'

/** What each office said, of the rounds and of extensions, in the order it was said. */
export function SceneReviews({ application: { reviews, source } }: { application: StaffSceneApplication }) {
  const say = useWords(sceneWords)
  const sayRole = useWords(roleWords)
  const { day, when } = useDay()
  if (source !== null && reviews.length === 0) return null
  return (
    <NamesList
      title={say('reviews')}
      none={say('reviewsNone')}
      names={reviews.map(({ act, office, name, until, reasons, reviewedAt }) => ({
        key: `${name} ${reviewedAt}`,
        name: `${name} · ${sayRole(office)}`,
        detail:
          until === null
            ? say('returnedSaid', { reasons: reasons ?? '', when: when(reviewedAt) })
            : say(act === 'extend' ? 'extended' : 'approved', { day: day(until), when: when(reviewedAt) }),
        isAgainst: until === null,
      }))}
    />
  )
}
