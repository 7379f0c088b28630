import { mei, startResidentWorld, type Phone, type ResidentWorld } from '#test/harness/resident-world'

let world: ResidentWorld
let phone: Phone
beforeAll(async () => {
  world = await startResidentWorld()
  phone = await world.resident(mei)
})
afterAll(() => world.close())

const path = '/v1/me/consents/metro/sptcc'
const stateOf = async (sceneId: string, operatorId: string): Promise<string> => {
  const { items } = (await phone.get('/v1/me/scenes')).body
  const scene = items.find((one: { sceneId: string }) => one.sceneId === sceneId)
  return scene.consents.find((one: { operatorId: string }) => one.operatorId === operatorId).state as string
}

describe('a consent', () => {
  it('is given for one scene and one provider only', async () => {
    expect(await stateOf('metro', 'sptcc')).toBe('none')
    expect((await phone.send('PUT', path)).body).toMatchObject({ state: 'granted' })
    expect(await stateOf('metro', 'sptcc')).toBe('granted')
    expect(await stateOf('metro', 'metro-app')).toBe('none')
    expect(await stateOf('bus', 'sptcc')).toBe('none')
  })

  it('said twice at once is one', async () => {
    const answers = await Promise.all([phone.send('PUT', path), phone.send('PUT', path)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const rows = await world.platform.deps.sql`SELECT 1 FROM consent`
    expect(rows).toHaveLength(1)
  })

  it('is withdrawn by one request, at once, and given again in the same moment', async () => {
    const withdrawn = await phone.send('DELETE', path)
    expect(withdrawn.body.state).toBe('withdrawn')
    expect((await phone.send('DELETE', path)).body).toEqual(withdrawn.body)
    expect((await phone.send('PUT', path)).body.state).toBe('granted')
    expect((await phone.send('DELETE', path)).body.state).toBe('withdrawn')
    const rows = await world.platform.deps.sql`SELECT 1 FROM consent WHERE withdrawn_at IS NULL`
    expect(rows).toHaveLength(0)
  })

  it('is asked for by no scene that is not open, and by no stranger', async () => {
    expect((await phone.send('PUT', '/v1/me/consents/ferry/sptcc')).body.code).toBe('scene.disabled')
    expect((await phone.send('PUT', '/v1/me/consents/metro/bike-blue')).body.code).toBe('scene.unknown')
    expect((await phone.send('PUT', '/v1/me/consents/tram/sptcc')).body.code).toBe('scene.unknown')
  })
})

it('a scene can be watched and let go', async () => {
  const watching = async (): Promise<boolean> =>
    (await phone.get('/v1/me/scenes')).body.items.find((one: { sceneId: string }) => one.sceneId === 'ferry')
      .watching
  expect((await phone.send('PUT', '/v1/me/scene-watches/ferry')).status).toBe(204)
  expect(await watching()).toBe(true)
  expect((await phone.send('DELETE', '/v1/me/scene-watches/ferry')).status).toBe(204)
  expect(await watching()).toBe(false)
  expect((await phone.send('PUT', '/v1/me/scene-watches/tram')).body.code).toBe('scene.unknown')
})
