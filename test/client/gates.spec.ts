import path from 'node:path'
import { findingsIn } from '../../plugins/budget/findings'
import { requireDist, requireTaroHost } from './dist'
import {
  LIMITS,
  pageFindings,
  styleComplaint,
  tapFindings,
  templateComplaint,
  textInSecondEngine,
  withBrokenCopy,
} from './gates'
import { readMiniPackage, startClient } from './host'
import { openModule } from './journey'

const MINI_TARGETS = ['weapp', 'alipay', 'suishenban'] as const
const BUILDS = [...MINI_TARGETS, 'h5', 'weapp-embed', 'alipay-embed', 'suishenban-embed'] as const
/** A page that needs nobody signed in and leads nowhere by itself: the second engine cannot navigate. */
const STANDING_PAGE = 'pages/resident/welcome'

describe.each(BUILDS)('dist/%s may be shipped', (build) => {
  it('every script parses as ES2017 and every package is within its weight', () => {
    expect(findingsIn(requireDist(build))).toEqual([])
  })
})

describe('WeChat’s own compilers', () => {
  it.each(['weapp', 'weapp-embed'] as const)(
    'take every template, script and style sheet of dist/%s',
    (build) => {
      expect(templateComplaint(requireDist(build))).toBeUndefined()
      expect(styleComplaint(requireDist(build))).toBeUndefined()
    },
  )

  it('refuse a template whose <input> is not closed', () =>
    withBrokenCopy(requireDist('weapp'), (copy) => {
      copy.append('base.wxml', '<template name="broken"><input></template>')
      expect(templateComplaint(copy.folder)).toMatch(/input/)
    }))

  it('refuse a script that is none', () =>
    withBrokenCopy(requireDist('weapp'), (copy) => {
      copy.append('utils.wxs', '\nvar = ;')
      expect(templateComplaint(copy.folder)).toBeDefined()
    }))

  it('refuse a style sheet with the universal selector', () =>
    withBrokenCopy(requireDist('weapp'), (copy) => {
      copy.append('app.wxss', '\n* { margin: 0 }')
      expect(styleComplaint(copy.folder)).toBeDefined()
    }))
})

describe('the syntax and weight gate', () => {
  it.each([
    ['optional chaining', 'var a = {}; a?.b'],
    ['nullish coalescing', 'var a = null ?? 1'],
    ['a BigInt literal', 'var a = 1n'],
  ])('turns red for %s', (_, code) =>
    withBrokenCopy(requireDist('alipay'), (copy) => {
      copy.append('app.js', `\n;${code}`)
      expect(findingsIn(copy.folder).join()).toMatch(/app\.js.*ES2017/)
    }),
  )

  it('turns red for a package that grew', () =>
    withBrokenCopy(requireDist('weapp'), (copy) => {
      copy.write('ballast.js', `//${' '.repeat(600_000)}`)
      expect(findingsIn(copy.folder).join()).toMatch(/package main has \d+ bytes/)
    }))
})

describe('the second engine', () => {
  const shownByFirst = async (dist: string) => {
    const client = await startClient({
      mini: readMiniPackage({ target: 'weapp', dist }),
      url: `/${STANDING_PAGE}`,
    })
    const text = client.stack.current()?.element.textContent ?? ''
    client.close()
    return text
  }

  it('shows the same text of a page as the first', async () => {
    const dist = requireDist('weapp')
    const text = await shownByFirst(dist)
    expect(text).not.toBe('')
    expect(textInSecondEngine(dist, STANDING_PAGE)).toBe(text)
  })

  it('differs when the templates say something else', () =>
    withBrokenCopy(requireDist('weapp'), async (copy) => {
      const text = await shownByFirst(copy.folder)
      copy.append(`${STANDING_PAGE}.wxml`, '<view>另一句话</view>')
      expect(textInSecondEngine(copy.folder, STANDING_PAGE)).not.toBe(text)
    }))
})

describe.each(MINI_TARGETS)('dist/%s: every page', (target) => {
  it('opens within its budgets, says role and name of all that can be tapped, and throws nothing', async () => {
    const { pages } = readMiniPackage({ target, dist: requireDist(target) })
    const findings: string[] = []
    for (const page of pages) {
      const app = await openModule({ target, url: `/${page}` })
      findings.push(...(await pageFindings(app)), ...app.faults().map((fault) => `${page}: ${fault}`))
      await app.close().catch(() => undefined)
    }
    expect(findings).toEqual([])
  })
})

describe('the page gates', () => {
  const open = (url: string) => openModule({ target: 'weapp', dist: requireTaroHost('weapp'), url })

  it('turn red for a list that sends everything at once', async () => {
    const app = await open('/pages/list?rows=1200')
    const findings = (await pageFindings(app)).join('\n')
    expect(findings).toMatch(/nodes, limit 1000/)
    expect(findings).toMatch(`limit ${LIMITS.firstScreenBytes}`)
    expect(await tapFindings(app, () => app.tap('倒过来'))).toHaveLength(1)
    await app.close()
  })

  it('turn red for a page that is too deep', async () => {
    const app = await open('/pages/deep')
    expect((await pageFindings(app)).join()).toMatch(/nodes deep, limit 30/)
    await app.close()
  })

  it.each(['weapp', 'alipay'] as const)(
    'turn red on %s for a picture that can be tapped but says nothing',
    async (target) => {
      const dist = path.join(__dirname, `fixtures/native-host-${target}`)
      const app = await openModule({ target, dist, url: '/pages/unspoken' })
      expect(await pageFindings(app)).toEqual([expect.stringMatching(/wx-view.*role "" name ""/)])
      await app.close()
    },
  )
})

describe('the bare logic thread', () => {
  it.each([
    ['a web global', 'new URL("https://a.example")', /URL is not defined/],
    ['code from a string', 'new Function("return 1")()', /Code generation from strings disallowed/],
  ])('kills a module that leans on %s', (_, code, message) =>
    withBrokenCopy(requireDist('weapp'), async (copy) => {
      copy.append('app.js', `\n;${code}`)
      await expect(openModule({ target: 'weapp', dist: copy.folder })).rejects.toThrow(message)
    }),
  )
})
