import { HOST_IDS } from '../../host-ids'
import type { City, ShownCard, ShownResident } from '../city-wire'
import { DENIABLES, type Choices, type ChoicesStore } from './choices'
import { element } from './element'
import { hostName } from './phone'
import { wordIn, type Word } from './words'

/** The left side of the desk: whose phone this is, from which super-app, and how the phone is set. */
export const drawPeoplePanel = (root: HTMLElement, city: City, choices: ChoicesStore): void => {
  const draw = (): void => {
    const focused = document.activeElement?.id
    root.replaceChildren(...panel(city, choices))
    if (focused) document.getElementById(focused)?.focus()
  }
  choices.onChange(draw)
  draw()
}

const panel = (city: City, choices: ChoicesStore): HTMLElement[] => {
  const { locale } = choices.current()
  const word = (name: Word): string => wordIn(locale, name)
  return [
    element('h1', {}, '随碳 Suitan'),
    element('p', { class: 'notice' }, element('b', {}, word('title')), '  ', word('notice')),
    element('h2', { id: 'people-title' }, word('who')),
    element(
      'div',
      { class: 'residents', role: 'radiogroup', 'aria-labelledby': 'people-title' },
      ...city.residents.map((resident) => residentChoice(resident, choices)),
    ),
    otherPhone(city, locale),
    element('h2', { id: 'host-title' }, word('host')),
    element(
      'div',
      { class: 'segments', role: 'radiogroup', 'aria-labelledby': 'host-title' },
      ...HOST_IDS.map((hostId) =>
        radio(`host-${hostId}`, 'host', hostName(hostId, locale), choices.current().hostId === hostId, () =>
          choices.set({ hostId }),
        ),
      ),
    ),
    element('h2', {}, word('look')),
    element('div', { class: 'switches' }, ...lookSwitches(choices)),
    element('h2', {}, word('deny')),
    element('div', { class: 'switches' }, ...denySwitches(choices)),
  ]
}

/** A phone keeps what is its own, so the other one has a window and an origin to itself. */
const otherPhone = ({ part, otherPhoneUrl }: City, locale: Choices['locale']): HTMLElement => {
  const name = wordIn(locale, part === 'newcomer' ? 'toWorkers' : 'toNewcomers')
  return element('a', { class: 'other-phone', href: otherPhoneUrl, target: '_blank', rel: 'noopener' }, name)
}

const residentChoice = (resident: ShownResident, choices: ChoicesStore): HTMLElement => {
  const { locale, residentId } = choices.current()
  const isChosen = resident.residentId === residentId
  const choose = (): void => choices.set({ residentId: resident.residentId, locale: resident.locale })
  const input = element('input', {
    type: 'radio',
    name: 'resident',
    id: `resident-${resident.residentId}`,
    checked: isChosen,
    onchange: choose,
  })
  return element(
    'label',
    { class: isChosen ? 'resident chosen' : 'resident' },
    input,
    element(
      'b',
      {},
      resident.name,
      !resident.isRealName && element('small', {}, wordIn(locale, 'notRealName')),
    ),
    element('span', {}, locale === 'en' ? resident.storyEn : resident.storyZh),
    isChosen && resident.cards.length > 0 && walletOf(resident.cards, locale),
  )
}

const walletOf = (cards: readonly ShownCard[], locale: Choices['locale']): HTMLElement =>
  element(
    'ul',
    { class: 'wallet', 'aria-label': wordIn(locale, 'wallet') },
    ...cards.map((card) =>
      element(
        'li',
        {},
        `${locale === 'en' ? card.issuerEn : card.issuerZh} ${card.tail}`,
        card.modes.length === 0 && element('small', {}, wordIn(locale, 'plastic')),
      ),
    ),
  )

const lookSwitches = (choices: ChoicesStore): HTMLElement[] => {
  const { locale, theme, isElder, isOnline } = choices.current()
  const word = (name: Word): string => wordIn(locale, name)
  return [
    toggle('look-dark', word('dark'), theme === 'dark', (on) =>
      choices.set({ theme: on ? 'dark' : 'light' }),
    ),
    toggle('look-elder', word('elder'), isElder, (on) => choices.set({ isElder: on })),
    toggle('look-english', word('english'), locale === 'en', (on) =>
      choices.set({ locale: on ? 'en' : 'zh-CN' }),
    ),
    toggle('look-offline', word('offline'), !isOnline, (on) => choices.set({ isOnline: !on })),
  ]
}

const denySwitches = (choices: ChoicesStore): HTMLElement[] =>
  DENIABLES.map((name) => {
    const { denied, locale } = choices.current()
    return toggle(`deny-${name}`, wordIn(locale, name), denied.includes(name), (on) =>
      choices.set({ denied: on ? [...denied, name] : denied.filter((one) => one !== name) }),
    )
  })

export const toggle = (
  id: string,
  label: string,
  isOn: boolean,
  set: (isOn: boolean) => void,
): HTMLElement => {
  const input = element('input', { type: 'checkbox', id, checked: isOn, onchange: () => set(input.checked) })
  return element('label', { class: 'switch' }, input, label)
}

const radio = (id: string, name: string, label: string, isOn: boolean, choose: () => void): HTMLElement =>
  element(
    'label',
    { class: isOn ? 'chosen' : '' },
    element('input', { type: 'radio', id, name, checked: isOn, onchange: choose }),
    label,
  )
