/** @jest-environment node */
/** Which templates a mini-program carries: what is only presumed goes, what a page uses stays. */
import type { IPluginContext } from '@tarojs/service'
import leaveOutPresumed from '../../../plugins/templates'

type Hook = Parameters<IPluginContext['register']>[0]

function hooksOf(plugin: (ctx: Pick<IPluginContext, 'register'>) => void): Hook[] {
  const hooks: Hook[] = []
  plugin({ register: (hook) => void hooks.push(hook) })
  return hooks
}

it('leaves out what no page has asked for, before the pages are read', () => {
  const includes = new Set(['view', 'text', 'scroll-view', 'image', 'static-image', 'input'])
  const [hook] = hooksOf(leaveOutPresumed)
  hook?.fn({ componentConfig: { includes } })
  expect(hook?.name).toBe('modifyComponentConfig')
  expect([...includes]).toEqual(['view', 'text', 'input'])
})
