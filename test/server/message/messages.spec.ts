import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { tell } from '#server/message/index'
import {
  accountIdOf,
  ask,
  bo,
  mei,
  startResidentWorld,
  type Phone,
  type ResidentWorld,
} from '#test/harness/resident-world'

import { pathOf, type PageName } from '../../../src/stores/page-path'

let world: ResidentWorld
let phone: Phone
let accountId: string
beforeEach(async () => {
  world = await startResidentWorld()
  phone = await world.resident(mei)
  accountId = await accountIdOf(world, phone)
})
afterEach(() => world.close())

/** Has Mei told about an appeal, as the answer to one does. */
const tellMei = async (subjectId: string = randomUUID()): Promise<void> => {
  const { sql, clock } = world.platform.deps
  await sql.begin((transaction) =>
    tell(transaction, { kind: 'appealAnswered', accountId, subjectId }, clock.now()),
  )
}
const deliver = (): Promise<void> => world.platform.deps.jobs.runNow('message.deliver')
const metric = async (name: string): Promise<string | undefined> => {
  const text = (await ask(`${world.platform.url}/metrics`)).body as string
  return text.split('\n').find((line) => line.startsWith(name))
}
const unread = async (): Promise<number> => (await phone.get('/v1/me/messages')).body.unread as number

describe('a message', () => {
  it('reaches her phone through the host she used last, once, with its id as key', async () => {
    world.clock.advanceSeconds(60)
    await world.signIn({ ...mei, subject: 'mei-at-wechat' }, world.wechat)
    await tellMei()
    await deliver()
    await deliver()
    expect(world.suishenban.messageCalls).toEqual([])
    const { items } = (await phone.get('/v1/me/messages')).body
    expect(items).toHaveLength(1)
    expect(world.wechat.messageCalls).toEqual([
      expect.objectContaining({
        idempotencyKey: items[0].messageId,
        subject: 'mei-at-wechat',
        title: { zh: '你的异议有答复了', en: 'Your objection has an answer' },
        path: '/pages/account/appeals',
      }),
    ])
    expect(await metric('suitan_message_tries_total{outcome="sent"}')).toMatch(/ 1$/)
  })

  it('leads to a page the module has', async () => {
    const { sql } = world.platform.deps
    for (const kind of ['appealAnswered', 'guardianNeeded', 'ofAge', 'wardOfAge'] as const) {
      await sql.begin((transaction) =>
        tell(transaction, { kind, accountId, subjectId: randomUUID() }, world.clock.now()),
      )
    }
    await deliver()
    const { items } = (await phone.get('/v1/me/messages')).body as { items: { opens: PageName }[] }
    expect(items).toHaveLength(4)
    const paths = world.suishenban.messageCalls.map(({ path }) => path)
    expect(paths.sort()).toEqual(items.map(({ opens }) => pathOf(opens)).sort())
    for (const path of paths) expect([path, existsSync(join('src', `${path}.tsx`))]).toEqual([path, true])
  })

  it('told again about the same is the same', async () => {
    const subject = randomUUID()
    await tellMei(subject)
    await tellMei(subject)
    expect(await unread()).toBe(1)
    await deliver()
    expect(world.suishenban.messageCalls).toHaveLength(1)
  })

  it('is tried again, ever later, under the same key, until the host takes it', async () => {
    world.suishenban.answerMessages(503)
    await tellMei()
    await deliver()
    world.clock.advanceSeconds(29)
    await deliver()
    expect(world.suishenban.messageCalls).toHaveLength(1)
    world.clock.advanceSeconds(9)
    await deliver()
    world.suishenban.answerMessages('lost')
    world.clock.advanceSeconds(75)
    await deliver()
    world.suishenban.answerMessages(200)
    world.clock.advanceSeconds(150)
    await deliver()
    world.clock.advanceSeconds(7 * 3_600)
    await deliver()
    const keys = world.suishenban.messageCalls.map(({ idempotencyKey }) => idempotencyKey)
    expect(keys).toHaveLength(4)
    expect(new Set(keys).size).toBe(1)
  })

  it('is given up after a day, or at once when the host refuses it, and both can be seen', async () => {
    await tellMei()
    world.suishenban.answerMessages(404)
    await deliver()
    expect(await metric('suitan_messages{state="refused"}')).toMatch(/ 1$/)
    await tellMei()
    world.suishenban.answerMessages(500)
    for (let tries = 0; tries < 16; tries += 1) {
      await deliver()
      world.clock.advanceSeconds(8 * 3_600)
    }
    expect(world.suishenban.messageCalls).toHaveLength(15)
    expect(await metric('suitan_messages{state="unreachable"}')).toMatch(/ 1$/)
    expect(await metric('suitan_messages{state="waiting"}')).toMatch(/ 0$/)
    phone = await world.signIn(mei)
    expect(await unread()).toBe(2)
  })

  it('whose process died on the way is sent by the next, under the same key', async () => {
    await tellMei()
    const { sql, clock } = world.platform.deps
    await sql`UPDATE message SET attempts = 1, attempt_after = ${new Date(clock.now().getTime() + 60_000)}`
    await deliver()
    expect(world.suishenban.messageCalls).toHaveLength(0)
    world.clock.advanceSeconds(60)
    await deliver()
    expect(world.suishenban.messageCalls).toHaveLength(1)
  })

  it('is sent once by two processes that look at the same moment', async () => {
    for (let count = 0; count < 30; count += 1) await tellMei()
    await Promise.all([deliver(), deliver()])
    await deliver()
    const keys = world.suishenban.messageCalls.map(({ idempotencyKey }) => idempotencyKey)
    expect(keys).toHaveLength(30)
    expect(new Set(keys).size).toBe(30)
  })

  it('for somebody whose id at her host cannot be read is given up at once, and the others go on', async () => {
    const { sql } = world.platform.deps
    await tellMei()
    await sql`UPDATE account_host SET subject_sealed = set_byte(subject_sealed, 20, 255 - get_byte(subject_sealed, 20))`
    const other = await world.resident(bo)
    const otherId = await accountIdOf(world, other)
    await sql.begin((transaction) =>
      tell(transaction, { kind: 'ofAge', accountId: otherId, subjectId: randomUUID() }, world.clock.now()),
    )
    await deliver()
    await deliver()
    expect(world.suishenban.messageCalls.map(({ subject }) => subject)).toEqual(['bo-at-host'])
    expect(await metric('suitan_messages{state="unreadable"}')).toMatch(/ 1$/)
    expect(await metric('suitan_messages{state="waiting"}')).toMatch(/ 0$/)
    expect(await unread()).toBe(1)
  })

  it('is given up in the end however often its process died: tries are counted without end', async () => {
    const { sql } = world.platform.deps
    await tellMei()
    await sql`UPDATE message SET attempts = 32767`
    world.suishenban.answerMessages(503)
    await deliver()
    expect(await metric('suitan_messages{state="unreachable"}')).toMatch(/ 1$/)
  })

  it('waits for her in the module when no host can be told, and that can be seen too', async () => {
    await world.platform.deps.sql`DELETE FROM account_host`
    await tellMei()
    await deliver()
    expect(await metric('suitan_messages{state="noHost"}')).toMatch(/ 1$/)
    expect(await unread()).toBe(1)
  })

  it('that she has read in the module is not sent any more', async () => {
    await tellMei()
    const { messageId } = (await phone.get('/v1/me/messages')).body.items[0]
    expect((await phone.send('PUT', `/v1/me/messages/${messageId}/read`)).status).toBe(204)
    expect((await phone.send('PUT', `/v1/me/messages/${messageId}/read`)).status).toBe(204)
    await deliver()
    expect(world.suishenban.messageCalls).toEqual([])
    expect((await phone.get('/v1/me/messages')).body).toEqual({ items: [], unread: 0 })
  })

  it('of another resident does not exist', async () => {
    await tellMei()
    const { messageId } = (await phone.get('/v1/me/messages')).body.items[0]
    const other = await world.resident(bo)
    expect((await other.get('/v1/me/messages')).body).toEqual({ items: [], unread: 0 })
    const answer = await other.send('PUT', `/v1/me/messages/${messageId}/read`)
    expect([answer.status, answer.body.code]).toEqual([404, 'request.not-found'])
    expect(await unread()).toBe(1)
  })

  it('is forgotten with her account, and after half a year', async () => {
    const { sql, jobs } = world.platform.deps
    await tellMei()
    world.clock.advanceSeconds(179 * 86_400)
    await jobs.runNow('message.forget-old')
    expect(await sql`SELECT 1 FROM message`).toHaveLength(1)
    world.clock.advanceSeconds(2 * 86_400)
    await jobs.runNow('message.forget-old')
    expect(await sql`SELECT 1 FROM message`).toHaveLength(0)
    await tellMei()
    phone = await world.signIn(mei)
    expect((await phone.send('POST', '/v1/me/closure', { disposal: 'nothingLeft' })).status).toBe(200)
    expect(await sql`SELECT 1 FROM message`).toHaveLength(0)
    expect(await sql`SELECT 1 FROM account_host`).toHaveLength(0)
    await tellMei()
    expect(await sql`SELECT 1 FROM message`).toHaveLength(0)
  })

  it('is in her export, with her id at each host; the table holds that id sealed only', async () => {
    await tellMei()
    const { body } = await phone.get('/v1/me/export')
    expect(body.messages).toMatchObject([{ kind: 'appealAnswered', sentAt: null }])
    expect(body.hosts).toMatchObject([{ host: 'suishenban', yourIdThere: 'mei-at-host' }])
    const rows = await world.platform.deps.sql<{ text: string }[]>`
      SELECT account_host::text AS text FROM account_host`
    expect(rows.map(({ text }) => text).join()).not.toContain(Buffer.from('mei-at-host').toString('hex'))
  })
})
