import { createHash } from 'node:crypto'

import ExcelJS from 'exceljs'

import { atWork, type TestMall } from '#test/harness/mall-world'
import { ask, startResidentWorld, type ResidentWorld } from '#test/harness/resident-world'
import { openMerchant, redeemOne, stateAt, statementOf } from '#test/harness/statement-world'

let world: ResidentWorld
let merchant: TestMall
let statement: { statementId: string; digest: string }
beforeAll(async () => {
  world = await startResidentWorld('2026-05-04T09:00:00+08:00')
  const { mall, tills, goodsId } = await openMerchant(world, { name: { zh: '=拿铁,"大"', en: 'Latte' } })
  await redeemOne(world, tills[0], goodsId)
  // Lines of one moment have no order of their own.
  world.clock.advanceSeconds(60)
  await tills[1].undo(await redeemOne(world, tills[1], goodsId))
  await stateAt(world, '2026-05-05T01:00:00+08:00')
  merchant = await atWork(world, mall)
  statement = (await statementOf(merchant, '2026-05-04')).body
})
afterAll(() => world.close())

const bytesOf = async (format: string): Promise<{ bytes: Buffer; headers: Headers }> => {
  const url = `${world.platform.url}/v1/institution/statements/${statement.statementId}/file?format=${format}`
  const response = await fetch(url, { headers: { authorization: `Bearer ${merchant.owner.token}` } })
  expect(response.status).toBe(200)
  return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers }
}

describe('the file of a statement', () => {
  it('is CSV whose bytes have the digest the statement gives, at any time', async () => {
    const { bytes, headers } = await bytesOf('csv')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(statement.digest)
    expect((await bytesOf('csv')).bytes.equals(bytes)).toBe(true)
    expect(headers.get('content-disposition')).toBe('attachment; filename="statement-2026-05-04-v1.csv"')
    const rows = bytes.toString('utf8').split('\r\n')
    expect(rows).toHaveLength(6)
    expect(rows[0]?.startsWith('\uFEFF序号 line,')).toBe(true)
    // A name that begins like a formula is text, and what CSV needs quoted is quoted.
    expect(rows[1]).toMatch(
      /^1,2026-05-04,1,核销 redemption,2026-05-04 09:00:00,,梧桐咖啡馆,shp_\w{26},"'=拿铁,""大""",\*{6}\d{4},code,/,
    )
    expect(rows[1]).toMatch(/,1800,18\.00$/)
    expect(rows[3]).toMatch(/撤销 reversal.*,-1800,-18\.00$/)
    expect(rows[4]).toMatch(/^合计 total,2026-05-04,1,.*,1800,18\.00$/)
  })

  it('is a workbook with the same cells, and amounts one can add up', async () => {
    const { bytes } = await bytesOf('xlsx')
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(bytes as unknown as ArrayBuffer)
    const sheet = book.worksheets[0]
    expect(sheet?.rowCount).toBe(5)
    expect(sheet?.getRow(2).getCell(9).value).toBe('=拿铁,"大"')
    const fen = [2, 3, 4, 5].map((row) => sheet?.getRow(row).getCell(14).value)
    expect(fen).toEqual([1800, 1800, -1800, 1800])
  })

  it('is JSON with the statement and all its lines', async () => {
    const { bytes } = await bytesOf('json')
    const read = JSON.parse(bytes.toString('utf8'))
    expect(read.statement).toMatchObject({ statementId: statement.statementId, payableFen: 1800 })
    expect(read.lines).toHaveLength(3)
  })

  it('can be had again as soon as it is there, however often', async () => {
    for (const format of ['csv', 'json', 'xlsx', 'csv', 'json', 'xlsx', 'csv', 'csv', 'csv', 'csv'])
      expect((await bytesOf(format)).bytes.length).toBeGreaterThan(0)
  })

  it('is none in a form nobody knows, and none for another institution', async () => {
    const path = `/v1/institution/statements/${statement.statementId}/file`
    expect((await merchant.owner.get(`${path}?format=pdf`)).body.code).toBe('request.invalid')
    const other = await openMerchant(world)
    expect((await other.mall.owner.get(`${path}?format=csv`)).body.code).toBe('request.not-found')
    expect((await ask(`${world.platform.url}${path}?format=csv`)).status).toBe(401)
  })
})
