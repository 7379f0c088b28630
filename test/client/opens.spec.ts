import { closeBrowser, openModule } from './journey'

afterAll(closeBrowser)

/** The shortest journey there is; the long ones stand beside it. */
it.each(['weapp', 'alipay', 'suishenban', 'h5'] as const)(
  'a person opens the module on %s and sees its name',
  async (target) => {
    const app = await openModule({ target })
    await app.see('随碳')
    await app.close()
  },
)
