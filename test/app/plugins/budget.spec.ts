/** @jest-environment node */
/** The gate of a build: each finding has one small output that has it, and one that has not. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findingsIn } from '../../../plugins/budget/findings'
import { packagesOf } from '../../../plugins/budget/packages'

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

function output(files: Record<string, string>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'budget-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  return folder
}

const APP = {
  'app.json': JSON.stringify({ pages: ['pages/a'], subPackages: [{ root: 'pages/staff', pages: ['b'] }] }),
}
const EMBED = { 'embed.json': '{}' }
const PAGE = { 'index.html': '<!doctype html>' }

describe('weight', () => {
  it('counts a file where its sub-package is, and the rest to the main package', () => {
    const folder = output({ ...APP, 'app.js': 'a()', 'pages/staff/b.js': 'bb()', 'pages/staffing.js': 'c()' })
    const [main, staff] = packagesOf(folder)
    expect(main?.files).toEqual(['app.js', 'app.json', 'pages/staffing.js'])
    expect([staff?.name, staff?.bytes]).toEqual(['pages/staff/', 4])
  })

  it.each([
    ['main', APP, 'app.wxss', 600_000],
    ['pages/staff/', APP, 'pages/staff/b.wxss', 250_000],
    ['embed', EMBED, 'app.wxss', 700_000],
  ] as const)('holds %s to its limit', (name, base, file, limitBytes) => {
    const room = limitBytes - (name === 'pages/staff/' ? 0 : Object.values(base)[0]!.length)
    expect(findingsIn(output({ ...base, [file]: ' '.repeat(room) }))).toEqual([])
    expect(findingsIn(output({ ...base, [file]: ' '.repeat(room + 1) }))).toEqual([
      `package ${name} has ${limitBytes + 1} bytes, limit ${limitBytes}`,
    ])
  })
})

describe('what hosts refuse', () => {
  it.each([
    ['app.js', 'const a = (b) => ({ ...b })', 'newer than ES2017'],
    ['app.js', 'a?.b', 'newer than ES2017'],
    ['app.js', '1n', 'newer than ES2017'],
    ['base.wxml', '<view><input value="{{a > b}}"></view>', '</view> closes nothing'],
    ['base.axml', '<view><text>', 'never closed'],
    ['app.wxss', '.a, .b > * { color: red }', 'selector *'],
    ['app.wxss', '.a { width: 750rpx }', 'ignores the font size'],
    ['app.acss', '.a { width: 10vw }', 'ignores the font size'],
  ])('%s with %s', (file, content, finding) => {
    expect(findingsIn(output({ ...APP, [file]: content })).join()).toContain(finding)
  })

  it.each([
    ['app.js', 'const a = async (b) => { await b }'],
    ['base.wxml', '<!-- <a> --><view><input value="{{a > b}}"></input><import src="x"/></view>'],
    ['app.wxss', '.a { width: calc(16px * var(--scale)) }'],
    ['app.acss', '.vw-10 > .rpx { margin: 0 }'],
  ])('nothing in %s with %s', (file, content) => {
    expect(findingsIn(output({ ...APP, [file]: content }))).toEqual([])
  })

  it('reads the scripts of H5 too', () => {
    expect(findingsIn(output({ ...PAGE, 'js/app.js': 'a ??= b' })).join()).toContain(
      'js/app.js: syntax newer',
    )
    expect(findingsIn(output({ ...PAGE, 'js/app.js': 'a = b' }))).toEqual([])
  })
})
