/**
 * Renders one page of a WeChat build in miniprogram-simulate and prints the text it shows, as JSON.
 * Runs as a process of its own, because that engine and Taro want a browser's globals.
 * Arguments: folder of the build, page path, file with the templates as WeChat's compiler made them.
 */
const { readFileSync } = require('node:fs')
const path = require('node:path')
const { JSDOM } = require('jsdom')

const [dist, page, templatesFile] = process.argv.slice(2)
const RENDERED_AFTER_MS = 1_500

const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true })
for (const name of [
  'window',
  'document',
  'Event',
  'CustomEvent',
  'Node',
  'HTMLElement',
  'getComputedStyle',
  'requestAnimationFrame',
])
  Object.defineProperty(globalThis, name, {
    value: name === 'window' ? window : window[name],
    configurable: true,
    writable: true,
  })

// What a mini-program's host has and this engine lacks. A page is a component that plays onLoad, onShow and onReady.
global.getCurrentPages = () => [{ route: page, __route__: page, options: {} }]
global.getApp = () => ({})
global.App = () => undefined
global.Page = (definition) => {
  const methods = Object.fromEntries(
    Object.entries(definition).filter(([, value]) => typeof value === 'function'),
  )
  global.Component({
    data: definition.data,
    methods,
    lifetimes: {
      attached() {
        this.route = page
        this.onLoad?.({})
        this.onShow?.()
      },
      ready() {
        this.onReady?.()
      },
    },
  })
}

const compiler = require('miniprogram-simulate/src/utils').getCompiler()
compiler.wxmlToJs = () => `${readFileSync(templatesFile, 'utf8')}; return $gwx`
const simulate = require('miniprogram-simulate')
// Neither engine has a super-app around it: no ticket, no network.
global.wx.login = ({ fail }) => void setTimeout(() => fail?.({ errMsg: 'login:fail' }), 0)
global.wx.request = ({ fail }) => void setTimeout(() => fail?.({ errMsg: 'request:fail ' }), 0)

require(path.join(dist, 'app.js'))
const component = simulate.render(simulate.load(path.join(dist, page), { rootPath: dist }))
component.attach(window.document.body)
setTimeout(() => {
  process.stdout.write(JSON.stringify(component.dom.textContent))
  process.exit(0)
}, RENDERED_AFTER_MS)
