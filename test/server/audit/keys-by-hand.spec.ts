import { retireInstitutionKey } from '#server/admin/index'
import { listed, mallFaults, openTestMall, spender, type TestMall } from '#test/harness/mall-world'
import { partnerOfMall } from '#test/harness/partner-world'
import { startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { faultsAfter } from '#test/harness/tampered'

let world: ResidentWorld
/** Its server asked for an order, spent and redeemed it; then its key was retired, as one that had leaked minutes before. */
let leaked: TestMall
/** Its server asked for an order, and its key lives. */
let mall: TestMall
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  leaked = await openTestMall(world)
  mall = await openTestMall(world)
  world.clock.advanceSeconds(600)
  await orderSomething(leaked)
  const ask = { goodsId: await listed(mall), shopId: mall.shopId }
  await partnerOfMall(world, mall).ask('no-2', ask)
  const at = new Date(world.clock.now().getTime() - 300_000).toISOString()
  world.clock.advanceSeconds(1)
  const options = new Map([
    ['key-id', leaked.institution.keyId],
    ['at', at],
  ])
  await retireInstitutionKey(world.platform.deps, options)
})
afterAll(() => world.close())

const orderSomething = async (of: TestMall): Promise<void> => {
  const partner = partnerOfMall(world, of)
  const asked = await partner.ask('no-1', { goodsId: await listed(of), shopId: of.shopId })
  const { phone } = await spender(world)
  await phone.send('POST', `/v1/me/partner-orders/${asked.body.approvalCode}/approval`)
  await partner.step('no-1', 'spend')
  await partner.step('no-1', 'redemption')
}

const RETIRED = 'valid_to IS NOT NULL'
const FORGED = `signature = set_byte(signature, 0, (get_byte(signature, 0) + 1) % 256)`

describe('the audit of keys and of what they signed', () => {
  it('lets be what a key signed before anybody knew that it had leaked', async () => {
    expect(await mallFaults(world)).toEqual([])
  })

  it.each([
    [
      'an act that was signed long after its key was retired',
      `UPDATE partner_act SET acted_at = acted_at + interval '6 minutes' WHERE step = 'redemption'`,
      'partner_act: key_id',
    ],
    ['a retired key that lives again', `UPDATE institution_key SET valid_to = NULL WHERE ${RETIRED}`],
    [
      'a retired key that ended later',
      `UPDATE institution_key SET valid_to = valid_to + interval '1 hour' WHERE ${RETIRED}`,
    ],
    ['a key nobody retired', `UPDATE institution_key SET valid_to = now() WHERE NOT (${RETIRED})`],
    [
      'a key that counted earlier',
      `UPDATE institution_key SET valid_from = valid_from - interval '1 day'`,
      'institution_key: validFrom as the log says',
    ],
    [
      'a key of another company',
      `UPDATE institution_key SET institution_id = (SELECT institution_id FROM institution
        WHERE institution.institution_id <> institution_key.institution_id LIMIT 1) WHERE ${RETIRED}`,
      'institution_key: institutionId as the log says',
    ],
    [
      'another key under a known name',
      `UPDATE institution_key SET public_key = sha256(public_key) WHERE ${RETIRED}`,
      'institution_key: publicKeyDigest as the log says',
    ],
    [
      'a key that is gone',
      `DELETE FROM institution_key WHERE ${RETIRED}`,
      'institution_key: a row behind the log',
    ],
    [
      'a key nobody registered',
      `INSERT INTO institution_key SELECT 'invented', institution_id, sha256('x'), valid_from FROM institution_key WHERE ${RETIRED}`,
      'institution_key: who and when',
    ],
    [
      'an act under a key that is nowhere',
      `UPDATE partner_act SET key_id = 'gone', signature_base = 'nothing', ${FORGED} WHERE step = 'redemption'`,
      'partner_act: signature',
    ],
    [
      'a forged act whose key is gone',
      `WITH gone AS (DELETE FROM institution_key WHERE ${RETIRED}) UPDATE partner_act SET signature_base = 'forged'`,
      'partner_act: key_id',
    ],
    [
      'a body that begins with a byte order mark',
      `UPDATE partner_act SET body = U&'\\FEFF' || body WHERE step = 'ask'`,
      'partner_act: goods and shop',
    ],
    [
      'a body that is none',
      `UPDATE partner_act SET body = 'null' WHERE step = 'ask'`,
      'partner_act: goods and shop',
    ],
    [
      'a path that no server could have sent',
      `UPDATE partner_act SET signature_base = replace(signature_base, '/v1/', '/%zz/')`,
      'partner_act: signature_base',
    ],
    [
      'mandates that are gone',
      'DELETE FROM institution_mandate',
      'institution_mandate: a row behind the log',
    ],
    [
      'a mandate nobody sent',
      `INSERT INTO institution_mandate SELECT gen_random_uuid(), institution_id, key_id, 'invented', jws, received_at
        FROM institution_mandate`,
      'institution_mandate: who and when',
    ],
    [
      'a mandate of a key that is nowhere',
      `UPDATE institution_mandate SET key_id = 'gone', jws = 'x.y.z'`,
      'institution_mandate: key_id',
    ],
    [
      'a mandate that came on another day',
      `UPDATE institution_mandate SET received_at = received_at + interval '1 day'`,
      'institution_mandate: receivedAt as the log says',
    ],
    [
      'a mandate of another company',
      `UPDATE institution_mandate SET institution_id = (SELECT institution_id FROM institution
        WHERE institution.institution_id <> institution_mandate.institution_id LIMIT 1)`,
      'institution_mandate: actor as the log says',
    ],
  ])('names %s', async (_name, change, fault = 'institution_key: validTo as the log says') => {
    expect(await faultsAfter(world, change)).toContain(fault)
  })

  it('lets be a request that was being read when its key was retired, and no later one', async () => {
    const retiredEarlier = (minutes: number): Promise<string[]> =>
      faultsAfter(
        world,
        `UPDATE audit_entry SET occurred_at = occurred_at - interval '${minutes} minutes' WHERE action = 'institution-key.retired'`,
      )
    expect(await retiredEarlier(4)).not.toContain('partner_act: key_id')
    expect(await retiredEarlier(6)).toContain('partner_act: key_id')
  })

  it('does not compare what a key was registered with before the log said so', async () => {
    const before = `UPDATE audit_entry SET detail = jsonb_build_object('institutionId', detail -> 'institutionId')
      WHERE action = 'institution-key.registered'`
    const found = await faultsAfter(world, before)
    expect(found.filter((fault) => fault.startsWith('institution') || fault.startsWith('partner'))).toEqual(
      [],
    )
  })
})
