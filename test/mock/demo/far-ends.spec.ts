import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startFarEnd } from '#mock/gateways/index'
import { createDeliveryPorts } from '#server/gateways/index'

const folder = mkdtempSync(path.join(tmpdir(), 'suitan-far-end-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CLIENT = { clientId: 'suitan', clientSecret: 'a secret of this spec' }
const open = async () => {
  const paid: string[] = []
  const far = await startFarEnd({
    ...CLIENT,
    now: Date.now,
    bookFile: path.join(folder, 'delivered.json'),
    knows: (recipient) => !recipient.endsWith('0000'),
    onPaid: ({ recipient }) => paid.push(recipient),
  })
  const gateway = { kind: 'redPacket' as const, creditCode: 'Y9310000000000005W', url: far.url, ...CLIENT }
  const port = createDeliveryPorts([gateway]).get('redPacket')!
  const deliver = (deliveryId: string, recipient: string) => {
    const goods = { zh: '红包', en: 'Red packet' }
    const askedAt = new Date().toISOString()
    const delivery = { deliveryId, kind: 'redPacket' as const, goods, amountFen: 300, recipient, askedAt }
    return port.deliver(delivery, new Date())
  }
  return { far, paid, port, deliver }
}
const [FIRST, SECOND] = ['vch_01kqr7y000e008000000000001', 'vch_01kqr7y000e008000000000002'] as const

describe('a far end of the simulated city', () => {
  it('delivers once, also over a start in between, and says no to a number that is nobody’s', async () => {
    const before = await open()
    expect(await before.deliver(FIRST, 'wallet-0031')).toEqual({ state: 'delivered' })
    expect(await before.deliver(SECOND, 'wallet-0000')).toEqual({
      ...{ state: 'refused', reason: 'recipientUnknown' },
    })
    expect(before.paid).toEqual(['wallet-0031'])
    await before.far.close()

    const after = await open()
    expect(await after.port.query(FIRST, new Date())).toEqual({ state: 'delivered' })
    expect(await after.deliver(FIRST, 'wallet-0031')).toEqual({ state: 'delivered' })
    expect(await after.deliver(SECOND, 'wallet-0031')).toMatchObject({ state: 'refused' })
    expect(after.paid).toEqual([])
    await after.far.close()
  })
})
