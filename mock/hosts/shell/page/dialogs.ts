import type { ChoicesStore } from './choices'
import { element } from './element'
import { drawScanner } from './scanner'
import { wordIn, type Word } from './words'

/** The app's own questions, drawn over the web-view. */
export interface Dialogs {
  /** True when the person allows it. */
  permit(question: Word, detail?: string): Promise<boolean>
  /** What the code she aims at says, or what she typed; undefined when she closed it. */
  scan(): Promise<string | undefined>
}

interface Question {
  readonly name: Word
  readonly content: readonly Node[]
  readonly no: Word
  readonly yes: Word
}

export const createDialogs = (screen: HTMLElement, choices: ChoicesStore): Dialogs => {
  const word = (name: Word): string => wordIn(choices.current().locale, name)
  const put = ({ name, content, no, yes }: Question) => {
    let settle: (isYes: boolean) => void = () => {}
    const settled = new Promise<boolean>((resolve) => (settle = resolve))
    const button = (text: Word, isYes: boolean): HTMLElement =>
      element(
        'button',
        { type: 'button', class: isYes ? 'yes' : '', autofocus: isYes, onclick: () => settle(isYes) },
        word(text),
      )
    const dialog = element(
      'dialog',
      { class: 'host-dialog', 'aria-label': word(name) },
      element('p', {}, word(name)),
      ...content,
      element('div', { class: 'host-dialog-buttons' }, button(no, false), button(yes, true)),
    )
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') settle(false)
    })
    void settled.then(() => dialog.remove())
    screen.append(dialog)
    // Not modal for the whole window: the desk beside the phone stays in reach.
    dialog.show()
    return { settled, settle }
  }
  return {
    permit: (name, detail) => {
      const content = detail ? [element('p', { class: 'detail' }, detail)] : []
      return put({ name, content, no: 'refuse', yes: 'allow' }).settled
    },
    scan: async () => {
      const typed = element('input', {
        type: 'text',
        placeholder: word('scanText'),
        'aria-label': word('scanText'),
      })
      const scanner = drawScanner(choices, (text) => {
        typed.value = text
        question.settle(true)
      })
      const content = [scanner.view, typed]
      const question = put({ name: 'asksScan', content, no: 'close', yes: 'useText' })
      const isYes = await question.settled
      scanner.stop()
      return isYes && typed.value !== '' ? typed.value : undefined
    },
  }
}
