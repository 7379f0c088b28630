import { filesOfTheTree, textOf } from './source-tree'

/** Whatever a person may come to read in Chinese: the app, the catalogue, the city's data, the simulated city, the pictures. */
const READ_BY_PEOPLE = [
  'src/**/*.ts',
  'src/**/*.tsx',
  'contract/**/*.ts',
  'domain/**/*.ts',
  'domain/methodology/data/**/*.json',
  'server/**/*.ts',
  'server/city/**/*.json',
  'mock/**/*.ts',
  'test/screens/*.ts',
]

const CHINESE = '[\\u3000-\\u303f\\u4e00-\\u9fff\\uff00-\\uffef]'
/** A half-width mark is wrong beside Chinese, also across a space and at the edge of a value filled in. */
const HALF_WIDTH = new RegExp(`(${CHINESE}|[a-z]\\})\\s*[,;:!?()]|[,;:!?()]\\s*(${CHINESE}|\\{[a-z])`)

const offencesIn = (file: string, text: string): string[] =>
  textsOf(file, text)
    .filter((literal) => /[\u4e00-\u9fff]/.test(literal) && HALF_WIDTH.test(literal))
    .map((literal) => `${file}: ${literal}`)

/** The texts between quotes, without comments and without what is worked out inside a template. */
const textsOf = (file: string, text: string): string[] => {
  const code = file.endsWith('.json') ? text : text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const literals = code.match(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? []
  return literals
    .map((literal) => literal.slice(1, -1).replace(/\$\{[^}]*\}/g, '…'))
    .flatMap((literal) => literal.split(/\n| · /))
}

describe('Chinese that people read', () => {
  it('has full-width punctuation', () => {
    const files = filesOfTheTree(...READ_BY_PEOPLE)
    expect(files.length).toBeGreaterThan(100)
    expect(files.flatMap((file) => offencesIn(file, textOf(file)))).toEqual([])
  })

  it.each([
    ["zh: '每坐 1 公里地铁,少排 97 克'"],
    ["zh: '请稍后再试, 你的记录不会丢失'"],
    ["zh: '{scene}行程,由{provider}提供'"],
    ["zh: '已入账:{mass}'"],
    ["zh: '真的要关闭吗?'"],
    ["zh: '核查(第 1 版)'"],
    ['zh: `少排 ${grams(1)} 克;每公里`'],
  ])('would be caught: %s', (line) => {
    expect(offencesIn('words.ts', line)).toHaveLength(1)
  })

  it.each([
    ["zh: '每公里少排 97 克（约 1,000 米），12:30 前'"],
    ["en: 'Every ride, counted (once)'"],
    ['zh: `已在运行（进程 ${pid(1)}） · Already running (process ${pid})`'],
    ['/** e.g. 莘庄,人民广场 */'],
  ])('is left alone: %s', (line) => {
    expect(offencesIn('words.ts', line)).toEqual([])
  })

  it('speaks to the resident as 你', () => {
    expect(filesOfTheTree(...READ_BY_PEOPLE).filter((file) => textOf(file).includes('您'))).toEqual([])
  })
})
