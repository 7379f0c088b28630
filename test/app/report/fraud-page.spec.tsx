import { fireEvent, screen, waitFor } from '@testing-library/react'
import FraudPage from '../../../src/pages/report/fraud'
import { answer, startService, type Service } from '../api/service'
import { herStores, openPage } from '../mall/her-phone'
import { resetTaro } from '../taro'

const CONTACT = '怎么联系你（可以不填）'
const CONTACT_FAULT = '请写电话或邮箱，至少 3 个字；不想留就清空'

let service: Service
let where: string
let sent: string[]
beforeEach(async () => {
  sent = []
  service = await startService(({ url = '' }, response, body) => {
    if (url !== '/v1/fraud-reports') return answer(response, 404, {})
    sent.push(body)
    answer(response, 400, {
      code: 'request.invalid',
      message: '提交的内容有误',
      next: '请按提示修改后重试',
      where,
    })
  })
  await openPage(herStores(service), <FraudPage />)
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })
const send = (contact: string) => {
  fireEvent.click(screen.getByRole('radio', { name: '假的乘车' }))
  write('是怎么回事', '有人用机器刷行程')
  write(CONTACT, contact)
  fireEvent.click(screen.getByRole('button', { name: '交上去' }))
}
const isMarked = (label: string) => screen.getByLabelText(label).getAttribute('aria-invalid') === 'true'

describe('a report of suspected fraud', () => {
  it('says what is expected of a way to reach her, and marks what is too short to be one', () => {
    expect(document.body).toHaveTextContent('电话或邮箱。加密保存')
    send('13')
    expect(screen.getByText(CONTACT_FAULT)).toBeInTheDocument()
    expect([isMarked(CONTACT), sent]).toEqual([true, []])
  })

  it.each([
    ['/body/contact', CONTACT, CONTACT_FAULT],
    ['/body/words', '是怎么回事', '请多写几个字，至少 5 个字'],
  ])('marks the field that was refused: %s', async (named, label, fault) => {
    where = named
    send('\u200b\u200b\u200b')
    await screen.findByText(fault)
    expect([CONTACT, '是怎么回事'].filter(isMarked)).toEqual([label])
    expect(document.body).not.toHaveTextContent('提交的内容有误')
  })

  it('marks none where another part of it was refused', async () => {
    where = '/body'
    send('021 6211 0000')
    await waitFor(() => expect(document.body).toHaveTextContent('提交的内容有误'))
    expect([CONTACT, '是怎么回事'].filter(isMarked)).toEqual([])
  })
})
