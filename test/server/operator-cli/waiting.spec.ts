import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createOperatorMachine, type OperatorMachine } from './operator-machine'

type Answering = (response: ServerResponse, turn: number) => void

let machine: OperatorMachine
beforeAll(async () => {
  machine = createOperatorMachine({ SUITAN_OPERATOR_ID: 'sptcc' })
  await machine.run('keygen', '--key-id', 'sptcc-first')
})
afterAll(() => machine.close())

const heard: IncomingMessage[] = []
/** What is asked of a platform that answers like this. */
const against = async (answer: Answering, ...words: string[]) => {
  heard.length = 0
  const server = createServer((request, response) => {
    heard.push(request)
    answer(response, heard.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const from = Date.now()
  const ended = await machine.run(...words, '--url', url)
  server.close()
  return { ...ended, milliseconds: Date.now() - from }
}

const noRuns = (response: ServerResponse): void =>
  void response.setHeader('content-type', 'application/json').end('{"items":[]}')

it('waits as long as Retry-After says, and sends again newly signed', async () => {
  const busy: Answering = (response, turn) =>
    turn === 1 ? void response.writeHead(503, { 'retry-after': '2' }).end() : noRuns(response)
  const { code, out, err, milliseconds } = await against(busy, 'runs')
  expect([code, out]).toEqual([0, 'no such run\n'])
  expect(err).toContain('trying again in 2 s')
  expect(milliseconds).toBeGreaterThan(2_000)
  const signatures = heard.map(({ headers }) => headers['signature-input'])
  expect(new Set(signatures).size).toBe(2)
})

it('tries again after a line that broke, and gives up in the end, saying that the same command goes on', async () => {
  const broken: Answering = (response) => void response.socket?.destroy()
  const { code, out, err } = await against(broken, 'runs', '--tries', '2')
  expect([code, out]).toEqual([4, ''])
  expect(heard).toHaveLength(2)
  expect(err).toContain('platform.out-of-reach')
  expect(err).toContain('Run the same command again')
})

it('does not try again what will not pass, and tells the refusal in both languages', async () => {
  const problem = {
    ...{ code: 'signature.stale', message: '请求已过期', messageEn: 'Signed too long ago', next: '校准时钟' },
    ...{ nextEn: 'Set your clock', where: 'created', requestId: 'req-7' },
  }
  const refusing: Answering = (response) => void response.writeHead(401).end(JSON.stringify(problem))
  const { code, err } = await against(refusing, 'runs')
  expect(code).toBe(1)
  expect(heard).toHaveLength(1)
  for (const words of [
    'signature.stale: Signed too long ago',
    '请求已过期',
    'created',
    'Set your clock',
    'req-7',
  ])
    expect(err).toContain(words)
})

it('says so when something else than the platform answers', async () => {
  const page: Answering = (response) => void response.writeHead(404).end('<html>')
  expect((await against(page, 'runs')).err).toContain('http.404')
  const other: Answering = (response) => void response.end('{"items":7}')
  expect((await against(other, 'runs')).err).toContain('answer.unreadable')
})
