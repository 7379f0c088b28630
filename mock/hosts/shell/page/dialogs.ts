import type { ChoicesStore } from './choices'
import { element } from './element'
import { wordIn, type Word } from './words'

/** The app's own questions, drawn over the web-view. */
export interface Dialogs {
  /** True when the person allows it. */
  permit(question: Word, detail?: string): Promise<boolean>
  /** What she typed; undefined when she closed it. */
  enter(question: Word): Promise<string | undefined>
}

export const createDialogs = (screen: HTMLElement, choices: ChoicesStore): Dialogs => {
  const word = (name: Word): string => wordIn(choices.current().locale, name)
  const show = <T>(
    question: Word,
    content: Node | undefined,
    buttons: readonly [no: Word, yes: Word],
    answer: (isYes: boolean) => T,
  ) =>
    new Promise<T>((resolve) => {
      const dialog = element('dialog', { class: 'host-dialog', 'aria-label': word(question) })
      const settle = (isYes: boolean): void => {
        const result = answer(isYes)
        dialog.remove()
        resolve(result)
      }
      const [no, yes] = buttons
      dialog.append(
        element('p', {}, word(question)),
        ...(content ? [content] : []),
        element(
          'div',
          { class: 'host-dialog-buttons' },
          element('button', { type: 'button', onclick: () => settle(false) }, word(no)),
          element(
            'button',
            { type: 'button', class: 'yes', autofocus: true, onclick: () => settle(true) },
            word(yes),
          ),
        ),
      )
      dialog.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') settle(false)
      })
      screen.append(dialog)
      // Not modal for the whole window: the desk beside the phone stays in reach.
      dialog.show()
    })
  return {
    permit: (question, detail) =>
      show(
        question,
        detail ? element('p', { class: 'detail' }, detail) : undefined,
        ['refuse', 'allow'],
        (isYes) => isYes,
      ),
    enter: (question) => {
      const input = element('input', { type: 'text', 'aria-label': word(question) })
      return show(question, input, ['close', 'allow'], (isYes) =>
        isYes && input.value !== '' ? input.value : undefined,
      )
    },
  }
}
