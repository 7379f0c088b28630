import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { AppFrame } from '../../../src/app-frame'
import { weappHost } from '../../../src/host/weapp'
import Groups from '../../../src/pages/institution/groups'
import OpenedGroup from '../../../src/pages/institution/opened-group'
import Goods from '../../../src/pages/institution/own-goods'
import { createStores } from '../../../src/stores'
import { wxRequest } from '../api/vendor-requests'
import { membershipOf } from '../member/member-service'
import { copied, openWith, resetTaro } from '../taro'
import { group, startGroupsService, type GroupsService } from './groups-service'
import { id, MALL, NOW } from './mall-service'

/** An institution that sells nothing. */
const SCHOOL = membershipOf(4, { institution: { zh: '世界小学', en: 'World School' }, isMallOperator: false })
const CASHIER = { ...SCHOOL, role: 'cashier' as const }

let service: GroupsService
beforeEach(() => resetTaro())
afterEach(() => service.stop())

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const press = (name: string) => act(async () => tap(name))
const write = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

function openApp(page: JSX.Element) {
  const [visited, launched]: [string[], string[]] = [[], []]
  const into =
    (urls: string[]) =>
    ({ url, success }: { url: string; success: (answer: object) => void }) => {
      urls.push(url)
      success({})
    }
  const host = weappHost({
    request: wxRequest,
    login: ({ success }: { success: (answer: object) => void }) => success({ code: 'ticket' }),
    ...{ navigateTo: into(visited), redirectTo: into(visited), reLaunch: into(launched) },
    getStorageSync: () => '',
  })
  const stores = createStores({ host, baseUrl: service.baseUrl, now: () => NOW })
  render(<AppFrame stores={stores}>{page}</AppFrame>)
  return { visited, launched }
}

async function openGroup() {
  openWith({ groupId: id('grp', 1) })
  const app = openApp(<OpenedGroup />)
  await screen.findByRole('img', { name: '加入码 ABCD 0001' })
  return app
}

describe('the groups of an institution', () => {
  it('stand with how many people are in them, and with no number where they are few', async () => {
    const closed = group(3, { closedAt: NOW.toISOString(), people: null })
    service = await startGroupsService([SCHOOL], [group(1), group(2, { people: null }), closed])
    const { visited } = openApp(<Groups />)
    expect(await screen.findByRole('button', { name: /1班/ })).toHaveTextContent('学校 · 11月3日开7 人')
    expect(screen.getByRole('button', { name: /2班/ })).toHaveTextContent('不到 5 人')
    expect(screen.getByRole('button', { name: /3班/ })).toHaveTextContent('已关闭')
    tap(/1班/)
    expect(visited).toEqual([`/pages/institution/opened-group?groupId=${id('grp', 1)}`])
  })

  it('are opened by name and kind, once, and lead to their code', async () => {
    service = await startGroupsService([SCHOOL], [])
    const { visited } = openApp(<Groups />)
    await screen.findByText('还没有开过团体')
    await press('开一个团体')
    expect(screen.getByRole('radio', { name: /^学校/ })).toBeChecked()
    await press('开好，给我加入码')
    expect(screen.getAllByText('这里要填')).toHaveLength(2)
    write('团体名字（中文）', ' 三年级 ')
    write('团体名字（英文）', 'Year 3')
    service.state.losesAnswers = true
    await press('开好，给我加入码')
    await screen.findByText(/连上后再试一次/)
    service.state.losesAnswers = false
    await press('开好，给我加入码')
    await waitFor(() => expect(visited).toEqual([`/pages/institution/opened-group?groupId=${id('grp', 1)}`]))
    expect(service.groups).toMatchObject([{ kind: 'school', name: { zh: '三年级', en: 'Year 3' } }])
  })

  it('are of the one kind it may open, which is not asked', async () => {
    service = await startGroupsService([MALL], [], ['company'])
    openApp(<Groups />)
    await screen.findByText('还没有开过团体')
    await press('开一个团体')
    expect(screen.queryByRole('radio')).toBeNull()
    write('团体名字（中文）', '全体员工')
    write('团体名字（英文）', 'All of us')
    await press('开好，给我加入码')
    await waitFor(() => expect(service.groups).toMatchObject([{ kind: 'company' }]))
  })

  it('are opened by nobody who stands at a till', async () => {
    service = await startGroupsService([CASHIER])
    openApp(<Groups />)
    expect(await screen.findByText('这里给机构的负责人和店务使用')).toBeInTheDocument()
  })

  it('are led to where an institution has no goods', async () => {
    service = await startGroupsService([SCHOOL])
    const { visited } = openApp(<Goods />)
    await screen.findByText('为你的机构可以办的事')
    tap(/^团体/)
    expect(visited).toEqual(['/pages/institution/groups'])
  })

  it('are opened for another institution where she has several, on the same page', async () => {
    service = await startGroupsService([SCHOOL, MALL])
    const { launched } = openApp(<Groups />)
    await screen.findByText('为哪个机构办事')
    tap(/世界小学/)
    await screen.findByRole('button', { name: /1班/ })
    tap('换一个机构')
    expect(launched).toEqual(['/pages/institution/groups'])
  })
})

describe('a group', () => {
  it('shows its code to scan and to read, and is sent around as words where the host shares by its menu alone', async () => {
    service = await startGroupsService([SCHOOL])
    await openGroup()
    expect(screen.getByRole('img', { name: '加入码的二维码' })).toBeInTheDocument()
    expect(screen.getByRole('main')).toHaveTextContent('现在有7人')
    await press('发给大家')
    expect(copied).toHaveLength(1)
    expect(copied[0]).toMatch(/加入“世界小学1班”.*ABCD 0001$/)
  })

  it('tells no number of few people', async () => {
    service = await startGroupsService([SCHOOL], [group(1, { people: null })])
    await openGroup()
    expect(screen.getByText('不到 5 人')).toBeInTheDocument()
    expect(screen.getByText('到了 5 人才显示人数，免得看出是谁。')).toBeInTheDocument()
  })

  it('gets another code only after a second question', async () => {
    service = await startGroupsService([SCHOOL])
    await openGroup()
    await press('换一个加入码')
    await press('先不改')
    expect(service.groups[0]?.code).toBe('ABCD0001')
    await press('换一个加入码')
    await press('是，换一个')
    await screen.findByText('换好了，旧的不能用了')
    expect(service.groups[0]?.code).not.toBe('ABCD0001')
    expect(screen.queryByRole('img', { name: '加入码 ABCD 0001' })).toBeNull()
  })

  it('is closed for good after a second question, and shows no code then', async () => {
    service = await startGroupsService([SCHOOL])
    await openGroup()
    await press('关闭团体')
    expect(screen.getByText('关闭“世界小学1班”？')).toBeInTheDocument()
    await press('是，关闭')
    expect(await screen.findByText(/^今天关闭。/)).toBeInTheDocument()
    expect(screen.queryByRole('img')).toBeNull()
    expect(screen.queryByRole('button', { name: '换一个加入码' })).toBeNull()
  })

  it('that a colleague closed meanwhile says so instead of a code', async () => {
    service = await startGroupsService([SCHOOL])
    await openGroup()
    service.groups[0] = group(1, { closedAt: NOW.toISOString(), people: null })
    await press('换一个加入码')
    await press('是，换一个')
    expect(await screen.findByText(/^今天关闭。/)).toBeInTheDocument()
  })

  it('of another institution is not there', async () => {
    service = await startGroupsService([SCHOOL], [])
    openWith({ groupId: id('grp', 9) })
    const { visited } = openApp(<OpenedGroup />)
    await screen.findByText('没有找到这个团体')
    await press('看开过的团体')
    expect(visited).toEqual(['/pages/institution/groups'])
  })
})
