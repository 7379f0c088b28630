import { closeBrowser, openModule } from './journey'

afterAll(closeBrowser)

const TARGETS = ['weapp', 'alipay', 'suishenban', 'h5'] as const

/** The shortest journeys there are; the long ones stand beside them. */
it.each(TARGETS)('a person opens the module on %s and sees its name', async (target) => {
  const app = await openModule({ target })
  await app.see('随碳')
  await app.close()
})

it.each(TARGETS)('the module on %s asks the super-app around it how it should look', async (target) => {
  const asked: string[] = []
  const ask = (method: string) => {
    asked.push(method)
    return method === 'getUi' ? { isElder: true } : undefined
  }
  const app = await openModule({ target, hostApi: { ask } })
  await app.see('随碳')
  expect(asked).toContain('getUi')
  await app.close()
})
