import { LOGGED_ACTIONS } from '#domain/supervision'

import { actionNameWords, actorWords } from '../../src/i18n/staff/action-names'
import { filesOfTheTree, textOf } from './source-tree'

const codeOf = (pattern: string): string[] =>
  filesOfTheTree(pattern).map((file) => textOf(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
const SERVER = codeOf('server/**/*.ts')

const matchesOf = (texts: readonly string[], pattern: RegExp): string[] =>
  texts.flatMap((text) => [...text.matchAll(pattern)].map(([, found = '']) => found))

/** `context.done` as the server writes it, whole in quotes or with `${…}` for a word of it. */
const WRITTEN = matchesOf(SERVER, /['`]((?:[a-z-]|\$\{[^`]*?\})+\.(?:[a-z-]|\$\{[^`]*?\})+)['`]/g)
/** What may stand for such a word. */
const WORDS = new Set(matchesOf([...SERVER, ...codeOf('domain/**/*.ts')], /'([a-z-]+)'/g))

const isWritten = (action: string): boolean =>
  WRITTEN.some((name) => {
    const shape = new RegExp(`^${name.replace('.', '\\.').replace(/\$\{[^`]*?\}/g, '([a-z-]+)')}$`)
    const found = shape.exec(action)
    return found !== null && found.slice(1).every((word) => WORDS.has(word))
  })

describe('the log of actions', () => {
  it('knows every name the server gives an action', () => {
    const given = matchesOf(SERVER, /action: '([^']+)'/g)
    expect(given.length).toBeGreaterThan(50)
    expect(given.filter((name) => !LOGGED_ACTIONS.some((known) => known === name))).toEqual([])
  })

  it('keeps no name that nothing is logged under any more', () => {
    expect(LOGGED_ACTIONS.filter((action) => !isWritten(action))).toEqual([])
    expect(isWritten('project.forgotten-by-all-who-write')).toBe(false)
  })

  it('has a word in both languages for each, and no two alike', () => {
    expect(Object.keys(actionNameWords).sort()).toEqual([...LOGGED_ACTIONS].sort())
    for (const side of [0, 1] as const) {
      const words = Object.values(actionNameWords).map((pair) => pair[side])
      expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([])
    }
  })

  it('has a word for each kind of actor', () => {
    const named = matchesOf(SERVER, /(?:actor: ['`]|return `(?=\w+:\$\{principal\.))([a-z]+)/g)
    const kinds = [...new Set(named)].filter((kind) => kind !== 'visitor' && kind !== 'reading')
    expect(kinds.length).toBeGreaterThan(8)
    expect(kinds.filter((kind) => !(kind in actorWords))).toEqual([])
  })
})
