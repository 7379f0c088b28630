import path from 'node:path'
import { filesIn } from '../../plugins/budget/packages'
import { requireDist, requireTaroHost } from './dist'
import { withBrokenCopy } from './gates'
import { openModule, type Module } from './journey'

const HOME = 'carbon/pages/resident/home'
const NAME = '随碳'

/** A hand-written host; the city super-app's container reads what is written for Alipay. */
const NATIVE_HOSTS = {
  weapp: 'native-host-weapp',
  alipay: 'native-host-alipay',
  suishenban: 'native-host-alipay',
} as const

/** The module as one sub-package of a city app's own mini-program, hand-written or made with Taro. */
describe.each(['weapp', 'alipay', 'suishenban'] as const)('%s: the embedded sub-package', (target) => {
  const nativeHost = path.join(__dirname, 'fixtures', NATIVE_HOSTS[target])
  const embeds = () => ({ carbon: requireDist(`${target}-embed`) })

  it('opens from a native host and leads back to it', async () => {
    const app = await openModule({ target, dist: nativeHost, embeds: embeds() })
    await app.see('city-app 开了 0 次')
    await app.tap('碳账户')
    await app.see(NAME)
    expect(await app.path()).toMatch(/^carbon\/pages\/resident\//)
    await app.back()
    await app.see('city-app 开了 1 次')
    await app.close()
  })

  it('starts on its own, without the host’s app.js', async () => {
    const app = await openModule({ target, dist: nativeHost, embeds: embeds(), url: `/${HOME}` })
    await app.see(NAME)
    await app.close()
  })

  it('asks the super-app around its host how it should look', async () => {
    const asked: string[] = []
    const ask = (method: string) => {
      asked.push(method)
      return method === 'getUi' ? { isElder: true } : undefined
    }
    const app = await openModule({ target, dist: nativeHost, embeds: embeds(), hostApi: { ask } })
    await app.tap('碳账户')
    await app.see(NAME)
    expect(asked).toContain('getUi')
    await app.close()
  })

  it('lives in a host that is itself a Taro app, each with its own React', async () => {
    const app = await openModule({ target, dist: requireTaroHost(target), embeds: embeds() })
    await enterAndReturn(app)
    await app.close()
  })

  it('does not survive a Taro host when both share one chunk loader', () =>
    withBrokenCopy(requireDist(`${target}-embed`), async (copy) => {
      for (const script of filesIn(copy.folder).filter((file) => file.endsWith('.js')))
        copy.replaceAll(script, 'webpackJsonpSuitan', 'webpackJsonp')
      await expect(
        openModule({ target, dist: requireTaroHost(target), embeds: { carbon: copy.folder } }).then(
          enterAndReturn,
        ),
      ).rejects.toThrow()
    }))
})

async function enterAndReturn(app: Module): Promise<void> {
  await app.tap('加一')
  await app.tap('碳账户')
  await app.see(NAME)
  await app.back()
  await app.tap('加一')
  await app.see('加一 2')
}
