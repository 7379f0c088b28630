import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createHappenings, createSights, startShell, type Shell } from '#mock/hosts/index'

const folder = mkdtempSync(path.join(tmpdir(), 'suitan-shell-'))
const happenings = createHappenings()
const sights = createSights()
let platform: Server
let shell: Shell
let seen: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = []

beforeAll(async () => {
  writeFileSync(
    path.join(folder, 'index.html'),
    '<!doctype html><html><head><script src="./app.js"></script></head></html>',
  )
  writeFileSync(path.join(folder, 'app.js'), 'start()')
  platform = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    seen.push({
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    })
    response
      .writeHead(201, { etag: '"7"', 'content-type': 'application/json' })
      .end('{"standing":"unopened"}')
  })
  await new Promise<void>((resolve) => platform.listen(0, '127.0.0.1', resolve))
  shell = await startShell({
    serviceUrl: `http://127.0.0.1:${(platform.address() as AddressInfo).port}`,
    moduleFolder: folder,
    port: 0,
    part: 'newcomer',
    otherPhoneUrl: () => 'http://127.0.0.1:1',
    shellCity: {
      city: (part) => ({ part, residents: [], lines: [], isStaffAutomatic: true }),
      askHost: async ({ residentId }) => {
        if (residentId === 'nobody') throw new Error('no such resident')
        return { ticket: `ticket of ${residentId}` }
      },
      ride: async () => undefined,
      letStaffWork: () => undefined,
      happenings,
      sights,
    },
  })
})
afterAll(async () => {
  await shell.close()
  await new Promise((resolve) => platform.close(resolve))
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  seen = []
})

const text = async (at: string): Promise<string> => (await fetch(`${shell.url}${at}`)).text()

describe('the shell', () => {
  it('puts the bridge before every script of the module', async () => {
    const page = await text('/module/')
    expect(page.indexOf('/shell/bridge.js')).toBeGreaterThan(0)
    expect(page.indexOf('/shell/bridge.js')).toBeLessThan(page.indexOf('./app.js'))
    expect(await text('/module/app.js')).toBe('start()')
    expect(await text('/shell/bridge.js')).toContain('suitanShell')
  })

  it('gives out nothing beside the module', async () => {
    writeFileSync(`${folder}-secret`, 'secret')
    const answer = await fetch(`${shell.url}/module/..%2f${path.basename(folder)}-secret`)
    rmSync(`${folder}-secret`)
    expect(answer.status).toBe(404)
  })

  it('hands platform requests on as they are, without the cookies of the phone', async () => {
    const answer = await fetch(`${shell.url}/v1/me?full=1`, {
      method: 'POST',
      body: '{"a":1}',
      headers: {
        authorization: 'Bearer x',
        cookie: 'simulated-network=on',
        'content-type': 'application/json',
      },
    })
    expect([answer.status, answer.headers.get('etag'), await answer.json()]).toEqual([
      201,
      '"7"',
      { standing: 'unopened' },
    ])
    expect(seen).toMatchObject([
      { method: 'POST', url: '/v1/me?full=1', body: '{"a":1}', headers: { authorization: 'Bearer x' } },
    ])
    expect(seen[0]?.headers['cookie']).toBeUndefined()
  })

  it('cuts the connection of a phone without network, before anything reaches the platform', async () => {
    const asking = fetch(`${shell.url}/v1/me`, { headers: { cookie: 'simulated-network=off' } })
    await expect(asking).rejects.toThrow()
    expect(seen).toEqual([])
  })

  it('asks the host for the page, and says when the host has no answer', async () => {
    const ask = (residentId: string) =>
      fetch(`${shell.url}/shell/host`, {
        method: 'POST',
        body: JSON.stringify({ hostId: 'suishenban', residentId, question: 'tickets' }),
      })
    expect(await (await ask('wang-xiumei')).json()).toEqual({ ticket: 'ticket of wang-xiumei' })
    expect((await ask('nobody')).status).toBe(502)
  })

  it('tells what happened and what happens', async () => {
    const line = (zh: string) => ({ who: 'person', tone: 'plain', zh, en: zh }) as const
    happenings.tell(line('先前'))
    const stop = new AbortController()
    const { body } = await fetch(`${shell.url}/shell/happenings`, { signal: stop.signal })
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    const next = async (): Promise<string> => Buffer.from((await reader.read()).value ?? []).toString()
    expect(await next()).toContain('先前')
    happenings.tell(line('刚才'))
    expect(await next()).toContain('刚才')
    stop.abort()
  })
})
