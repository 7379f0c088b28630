import { Text, View } from '@tarojs/components'
import { observer } from 'mobx-react-lite'
import { useWords } from '../../../i18n'
import { staffPlaceWords } from '../../../i18n/staff/desk'
import { useStaffStores, type StaffPageName } from '../../../stores/staff'
import { Glyph } from '../../../ui'
import { DESK_ENTRIES } from './entries'

/**
 * The places of the desk. Beside the content where the screen is a desk's; on a phone a list on the first page, to which every other page
 * leads back. 今天 stands first beside the content always, on the first page too, so that nothing moves; a phone's list has no need of it.
 */
export const Places = observer(function Places({ here }: { here: StaffPageName }) {
  const { navigation, session, desk } = useStaffStores()
  const say = useWords(staffPlaceWords)
  const waiting = desk.waiting.shown?.items ?? []
  const isFirst = here === 'desk'
  // From the first page one goes on and comes back to it; from place to place one goes sideways.
  const go = (page: StaffPageName) => void (isFirst ? navigation.open(page) : navigation.replace(page))
  return (
    <View className={isFirst ? 'places places-first' : 'places'} role="navigation" aria-label={say('places')}>
      <View
        className={isFirst ? 'place place-desk place-on' : 'place place-desk'}
        hoverClass="hover"
        role="link"
        aria-current={isFirst ? 'page' : undefined}
        onClick={() => !isFirst && go('desk')}
      >
        <Glyph name="home" />
        <Text className="place-n">{say('desk')}</Text>
      </View>
      {DESK_ENTRIES.filter(({ roles }) => session.staff && roles.includes(session.staff.role)).map(
        ({ page, glyph, waits }) => {
          const count = waiting
            .filter(({ kind }) => waits.includes(kind))
            .reduce((sum, one) => sum + one.count, 0)
          return (
            <View
              className={page === here ? 'place place-on' : 'place'}
              hoverClass="hover"
              role="link"
              aria-current={page === here ? 'page' : undefined}
              aria-label={count > 0 ? say('waiting', { place: say(page), n: count }) : say(page)}
              key={page}
              onClick={() => go(page)}
            >
              <Glyph name={glyph} />
              <Text className="place-n">{say(page)}</Text>
              {/* The space keeps what is read aloud apart as what is seen is. */}
              {count > 0 && ' '}
              {count > 0 && <Text className="place-c">{count}</Text>}
            </View>
          )
        },
      )}
    </View>
  )
})
