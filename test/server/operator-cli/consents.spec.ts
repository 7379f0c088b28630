import type { DeleteOrder } from '#contract'
import { phoneCard, type Phone } from '#test/harness/resident-world'

import { newNumber, openFeedCity, type FeedCity, type Operator } from '../consent-feed/feed-city'
import { createOperatorMachine, type Ended, type OperatorMachine } from './operator-machine'

const METRO = '/v1/me/consents/metro/sptcc'
const LIST = '.suitan-operator/consents.jsonl'

let city: FeedCity
let sptcc: Operator
let machine: OperatorMachine
beforeAll(async () => {
  city = await openFeedCity()
  sptcc = city.operators['sptcc']!
  machine = createOperatorMachine({
    SUITAN_OPERATOR_URL: city.world.platform.url,
    SUITAN_OPERATOR_ID: 'sptcc',
  })
  machine.keepKey(sptcc.signer)
}, 60_000)
afterAll(async () => {
  machine.close()
  await city.world.close()
})

/** The command has no clock but the machine's; the platform's stands a little ahead of it. */
const pull = (...words: string[]): Promise<Ended> => {
  city.world.clock.set(new Date(Date.now() + 60_000).toISOString())
  return machine.run('consents', 'pull', ...words)
}
const consenting = async (): Promise<{ phone: Phone; number: string }> => {
  city.world.clock.set(new Date(Date.now() + 60_000).toISOString())
  const phone = await city.somebody()
  const number = newNumber()
  await phone.link([phoneCard(number)])
  await phone.send('PUT', METRO)
  return { phone, number }
}
const numbers = (): string[] =>
  machine
    .lines<{ subject?: { value: string } }>(LIST)
    .flatMap(({ subject }) => (subject === undefined ? [] : [subject.value]))
    .sort()
const openOrders = async (): Promise<readonly DeleteOrder[]> => (await sptcc.orders()).items

it('lists whose rides may leave the operator, and goes on from its cursor', async () => {
  const first = await consenting()
  expect(await pull()).toEqual({ code: 0, out: `1 open consent is in ${LIST}\n`, err: '' })
  const second = await consenting()
  expect((await pull()).out).toBe(`2 open consents are in ${LIST}\n`)
  expect(numbers()).toEqual([first.number, second.number].sort())
})

it('takes an instrument out of the list at once, and receipts its deletion only when it is told to', async () => {
  const { phone, number } = await consenting()
  await pull()
  await phone.send('DELETE', METRO)
  const pulled = await pull()
  const [order] = await openOrders()
  expect(pulled.out).toContain(`to be deleted and receipted until ${order!.dueAt}: ${order!.deleteOrderId}`)
  expect(numbers()).not.toContain(number)
  const receipted = await pull('--receipt')
  expect(receipted).toMatchObject({ code: 0 })
  expect(receipted.out).toContain(`receipt of ${order!.deleteOrderId}: 1 record, taken at `)
  expect(await openOrders()).toEqual([])
  expect((await pull('--receipt')).out).toMatch(/^\d+ open consents are in [^\n]+\n$/)
})

it('receipts no deletion it has not told of before', async () => {
  const { phone } = await consenting()
  await pull()
  await phone.send('DELETE', METRO)
  const pulled = await pull('--receipt')
  expect(pulled.out).not.toContain('receipt of')
  expect(await openOrders()).toHaveLength(1)
  expect((await pull('--receipt')).out).toContain('receipt of')
  expect(await openOrders()).toEqual([])
})

it('receipts as many records as it is told of', async () => {
  const { phone } = await consenting()
  await pull()
  await phone.send('DELETE', METRO)
  await pull()
  const [order] = await openOrders()
  const receipted = await pull('--receipt', '--records', `${order!.deleteOrderId}=12`)
  expect(receipted.out).toContain(`receipt of ${order!.deleteOrderId}: 12 records`)
})

it('says the same receipt again after a crash, because it wrote it down first', async () => {
  const { phone } = await consenting()
  await pull()
  await phone.send('DELETE', METRO)
  await pull()
  const kept = machine.read(LIST)
  await pull('--receipt')
  // As if the answer had never been written down: the order is not open any more, and nothing is left to say.
  machine.write(LIST, kept)
  expect(await pull('--receipt')).toMatchObject({ code: 0 })
  expect(await openOrders()).toEqual([])
  expect(machine.read(LIST).split('\n')[0]).toContain('"deleteOrders":{}')
})

it('reads the feed from the beginning where the cursor is none of the platform’s', async () => {
  await consenting()
  await pull()
  const before = numbers()
  const [head = '', ...entries] = machine.read(LIST).split('\n')
  machine.write(LIST, [head.replace(/"cursor":"[^"]*"/, '"cursor":"999999999"'), ...entries].join('\n'))
  const pulled = await pull()
  expect(pulled).toMatchObject({ code: 0, err: expect.stringContaining('read from the beginning') })
  expect(numbers()).toEqual(before)
})

it('is not kept in another operator’s list, nor in one that is cut', async () => {
  machine.write('theirs.jsonl', '{"operatorId":"metro-app","cursor":"1","deleteOrders":{}}\n')
  expect(await pull('--list', 'theirs.jsonl')).toMatchObject({
    code: 2,
    err: expect.stringContaining('list.of-another'),
  })
  machine.write('cut.jsonl', '{"operatorId":"sptcc","cur')
  expect((await pull('--list', 'cut.jsonl')).err).toContain('list.unreadable')
})
