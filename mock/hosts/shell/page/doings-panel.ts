import type { City, CityHappening } from '../city-wire'
import type { ChoicesStore } from './choices'
import { element } from './element'
import { toggle } from './people-panel'
import { drawRideForms } from './ride-forms'
import { wordIn, type Word } from './words'
import { THIS_WINDOW } from './this-window'

/** The right side of the desk: rides to take now, and what happens in the city. */
export const drawDoingsPanel = (root: HTMLElement, city: City, choices: ChoicesStore): void => {
  const word = (name: Word): string => wordIn(choices.current().locale, name)
  const rides = element('div', { class: 'rides' })
  const title = element('h2', {})
  const hint = element('p', { class: 'notice' })
  const logTitle = element('h2', { id: 'doings-title' })
  const log = element('ol', { class: 'log', 'aria-live': 'polite', tabindex: '0' })
  const staff = element('div', { class: 'switches' })
  const isAtWork = city.part === 'worker'
  root.append(...(isAtWork ? [] : [title, hint, rides]), logTitle, staff, log)

  const happenings: CityHappening[] = []
  const drawLog = (): void => {
    const lines = happenings
      .slice(-60)
      .reverse()
      .map((happening) => lineOf(happening, choices))
    log.replaceChildren(
      ...(lines.length > 0 ? lines : [element('li', { class: 'empty' }, word('nothingYet'))]),
    )
  }
  const draw = (): void => {
    title.textContent = word('ride')
    hint.textContent = word('rideHint')
    logTitle.textContent = word('happening')
    log.setAttribute('aria-label', word('happening'))
    staff.replaceChildren(toggle('staff-automatic', word('staff'), isStaffAutomatic, setStaff))
    if (!isAtWork) drawRideForms(rides, city, choices)
    drawLog()
  }
  let isStaffAutomatic = city.isStaffAutomatic
  const setStaff = (isAutomatic: boolean): void => {
    isStaffAutomatic = isAutomatic
    void fetch('/shell/staff', { method: 'POST', body: JSON.stringify({ isAutomatic }) })
  }

  new EventSource(`/shell/happenings?window=${THIS_WINDOW}`).onmessage = ({ data }: MessageEvent<string>) => {
    const happening = JSON.parse(data) as CityHappening
    // A stream that was broken starts again from the oldest line it still has.
    if (happenings.some(({ number, at }) => number === happening.number && at === happening.at)) return
    happenings.push(happening)
    drawLog()
  }
  choices.onChange((now, before) => {
    if (now.residentId !== before.residentId || now.locale !== before.locale) draw()
  })
  draw()
}

const lineOf = ({ at, who, tone, zh, en }: CityHappening, choices: ChoicesStore): HTMLElement => {
  const { locale } = choices.current()
  const time = new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai' })
  return element(
    'li',
    { class: tone },
    element('time', { datetime: at }, time),
    element('b', {}, wordIn(locale, who === 'host' ? 'hostName' : who)),
    element('span', {}, locale === 'en' ? en : zh),
  )
}
