import { REFUSALS } from '#contract'
import { refusalDocument } from './refusal-document'
import { filesOfTheTree, textOf } from './source-tree'

const producers = (): string => filesOfTheTree('server/**/*.ts', 'domain/**/*.ts').map(textOf).join('\n')

describe('the catalogue of refusals', () => {
  it.each(Object.keys(REFUSALS))('%s is produced somewhere', (code) => {
    expect(producers()).toMatch(new RegExp(`['"\`]${code.replace('.', '\\.')}['"\`]`))
  })

  it('is documented as it stands: npm run docs:write', () => {
    expect(textOf('docs/REFUSALS.md')).toBe(refusalDocument())
  })

  it('says what to do next in both languages', () => {
    for (const [code, entry] of Object.entries(REFUSALS)) {
      for (const text of [entry.zh, entry.en, entry.nextZh, entry.nextEn])
        expect([code, text.trim()]).not.toEqual([code, ''])
    }
  })

  it('knows every code the server answers with', () => {
    const used = [...producers().matchAll(/refuse\(\s*'([a-z-]+\.[a-z-]+)'/g)].map(([, code]) => code)
    expect(used.filter((code) => code === undefined || !(code in REFUSALS))).toEqual([])
  })
})
