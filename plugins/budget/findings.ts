import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'acorn'
import { filesIn, packagesOf } from './packages'

type Check = (content: string) => string | undefined

/** What the hosts refuse, or run wrongly, that shows in a compiled file. */
const CHECKS: readonly { readonly files: RegExp; readonly check: Check }[] = [
  { files: /\.js$/, check: newerThanEs2017 },
  { files: /\.(wxml|axml)$/, check: unclosedTag },
  { files: /\.wxss$/, check: universalSelector },
  { files: /\.(wxss|acss)$/, check: screenRelativeUnit },
]

/** Everything wrong with one compiled target, in sentences; none when it may be shipped. */
export function findingsIn(outputFolder: string): string[] {
  // H5 pages are fetched file by file: they have no packages.
  const isH5 = existsSync(path.join(outputFolder, 'index.html'))
  const overweight = (isH5 ? [] : packagesOf(outputFolder))
    .filter(({ bytes, limitBytes }) => bytes > limitBytes)
    .map(({ name, bytes, limitBytes }) => `package ${name} has ${bytes} bytes, limit ${limitBytes}`)
  const refused = filesIn(outputFolder).flatMap((file) => {
    const applicable = CHECKS.filter(({ files }) => files.test(file))
    if (applicable.length === 0) return []
    const content = readFileSync(path.join(outputFolder, file), 'utf8')
    return applicable.flatMap(({ check }) => {
      const finding = check(content)
      return finding === undefined ? [] : [`${file}: ${finding}`]
    })
  })
  return [...overweight, ...refused]
}

/** The vendors' tools transpile further from ES2017; older phones fail to parse what is newer. */
function newerThanEs2017(content: string): string | undefined {
  try {
    parse(content, { ecmaVersion: 2017 })
    return undefined
  } catch (error) {
    return `syntax newer than ES2017 – ${String(error)}`
  }
}

/** WeChat's template compiler wants every tag closed, `<input>` too. */
function unclosedTag(content: string): string | undefined {
  const open: string[] = []
  const tags = content.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<(\/?)([a-z-]+)((?:"[^"]*"|[^">])*)>/g)
  for (const [, closing, name, rest] of tags) {
    if (rest?.endsWith('/')) continue
    if (!closing) open.push(name ?? '')
    else if (open.pop() !== name) return `</${name}> closes nothing`
  }
  return open.length > 0 ? `<${open.pop()}> is never closed` : undefined
}

const COMMENT = /\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//g

/** WeChat's style compiler refuses `*`. */
function universalSelector(content: string): string | undefined {
  // Split rather than matched: a pattern that looks ahead for "{" takes minutes over a long style.
  const selectors = content.split('{').map((piece) => piece.slice(piece.lastIndexOf('}') + 1))
  return selectors.slice(0, -1).some((selector) => /(^|[\s,>+~])\*/.test(selector.replace(COMMENT, '')))
    ? 'selector * is refused by WeChat'
    : undefined
}

/** A size that follows the screen's width ignores the font size a person chose. */
function screenRelativeUnit(content: string): string | undefined {
  return /\d(rpx|vw)\b/.test(content)
    ? 'a size in rpx or vw ignores the font size the person chose'
    : undefined
}
