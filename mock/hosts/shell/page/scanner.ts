import decodeQR from 'qr/decode.js'
import type { Screen, Sight } from '../city-wire'
import type { ChoicesStore } from './choices'
import { element } from './element'
import { THIS_WINDOW } from './this-window'
import { wordIn, type Word } from './words'

export interface Scanner {
  readonly view: HTMLElement
  stop(): void
}

const LOOK_MILLISECONDS = 500
const NAMES = {
  newcomer: 'sightNewcomer',
  worker: 'sightWorker',
  pos: 'sightPos',
} as const satisfies Record<Screen, Word>

/** What the camera has before it: the codes on the city's other screens, and a tap aims at one and reads its picture. */
export const drawScanner = (choices: ChoicesStore, onRead: (text: string) => void): Scanner => {
  const { locale } = choices.current()
  const word = (name: Word): string => wordIn(locale, name)
  const how = element('p', { class: 'detail', role: 'status' }, word('noSight'))
  const list = element('ul', { class: 'sights' })
  let seen = ''
  const draw = (sights: readonly Sight[]): void => {
    if (JSON.stringify(sights) === seen) return
    seen = JSON.stringify(sights)
    how.textContent = word(sights.length === 0 ? 'noSight' : 'scanHow')
    list.replaceChildren(
      ...sights.map(({ from, picture }) => {
        const aim = async (): Promise<void> => {
          const text = await readPicture(picture)
          if (text !== undefined) onRead(text)
        }
        const name = word(NAMES[from])
        const image = element('img', { src: picture, alt: '' })
        return element(
          'li',
          {},
          element('button', { type: 'button', onclick: () => void aim() }, image, name),
        )
      }),
    )
  }
  const look = async (): Promise<void> =>
    draw(
      ((await (await fetch(`/shell/sights?window=${THIS_WINDOW}`)).json()) as { items: readonly Sight[] })
        .items,
    )
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MILLISECONDS)
  void look().catch(() => undefined)
  return { view: element('div', {}, how, list), stop: () => clearInterval(timer) }
}

const readPicture = async (picture: string): Promise<string | undefined> => {
  const image = new Image()
  image.src = picture
  await image.decode()
  const { naturalWidth: width, naturalHeight: height } = image
  const canvas = element('canvas', { width, height })
  const paper = canvas.getContext('2d')
  paper?.drawImage(image, 0, 0)
  const pixels = paper?.getImageData(0, 0, width, height)
  try {
    return pixels && decodeQR(pixels)
  } catch {
    // A picture without a code.
    return undefined
  }
}
