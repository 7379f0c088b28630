import type { City, RideOrder, ShellRideMode, ShownCard, ShownResident } from '../city-wire'
import type { ChoicesStore } from './choices'
import { element } from './element'
import { wordIn, type Word } from './words'

const MODES: readonly ShellRideMode[] = ['metro', 'bus', 'bike', 'ferry']

/** One form for each way of going, with the cards and codes this resident can use for it. */
export const drawRideForms = (root: HTMLElement, city: City, choices: ChoicesStore): void => {
  const { residentId, locale } = choices.current()
  const resident = city.residents.find((one) => one.residentId === residentId)
  const word = (name: Word): string => wordIn(locale, name)
  root.replaceChildren(...(resident ? MODES.map((mode) => rideForm(mode, resident, city, word, locale)) : []))
}

const rideForm = (
  mode: ShellRideMode,
  resident: ShownResident,
  city: City,
  word: (name: Word) => string,
  locale: 'zh-CN' | 'en',
): HTMLElement => {
  const cards = resident.cards.filter((card) => card.modes.includes(mode))
  const button = element(
    'button',
    { type: 'submit', class: `go ${mode}`, id: `ride-${mode}`, disabled: cards.length === 0 },
    word(mode),
  )
  if (cards.length === 0)
    return element('form', { class: 'ride' }, button, element('small', {}, word('noCard')))
  const from = mode === 'metro' ? stationSelect(city, word('from'), resident.commute.from) : undefined
  const to = mode === 'metro' ? stationSelect(city, word('to'), resident.commute.to) : undefined
  const card = cardSelect(cards, word('with'), locale)
  const twin = element('input', { type: 'checkbox' })
  const go = async (event: Event): Promise<void> => {
    event.preventDefault()
    const order: RideOrder = {
      residentId: resident.residentId,
      mode,
      cardIndex: Number(card.value),
      ...(from && to ? { from: from.value, to: to.value } : {}),
      ...(twin.checked ? { alsoByOtherChannel: true } : {}),
    }
    button.disabled = true
    button.textContent = word('underWay')
    await fetch('/shell/rides', { method: 'POST', body: JSON.stringify(order) }).catch(() => undefined)
    button.disabled = false
    button.textContent = word(mode)
  }
  return element(
    'form',
    { class: 'ride', onsubmit: (event) => void go(event) },
    button,
    from,
    to,
    card,
    mode === 'metro' && cards.length > 1 && element('label', { class: 'switch' }, twin, word('twin')),
  )
}

const stationSelect = (city: City, label: string, chosen: string): HTMLSelectElement => {
  const select = element('select', { 'aria-label': label, title: label })
  for (const { line, stations } of city.lines) {
    const group = element('optgroup', { label: line })
    for (const name of stations) group.append(element('option', { value: name }, name))
    select.append(group)
  }
  select.value = chosen
  return select
}

const cardSelect = (cards: readonly ShownCard[], label: string, locale: 'zh-CN' | 'en'): HTMLSelectElement =>
  element(
    'select',
    { 'aria-label': label, title: label },
    ...cards.map((card) =>
      element(
        'option',
        { value: card.index },
        `${locale === 'en' ? card.issuerEn : card.issuerZh} ${card.tail}`,
      ),
    ),
  )
