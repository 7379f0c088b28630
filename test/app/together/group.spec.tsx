import type { GroupTop } from '#contract'
import { screen } from '@testing-library/react'
import GroupPage from '../../../src/pages/together/group'
import { answer, startService, type Service } from '../api/service'
import { HER, herStores, openPage } from '../mall/her-phone'
import { openWith, resetTaro } from '../taro'

const groupId = `grp_${'1'.repeat(26)}`
const NAME = { zh: '世界小学', en: 'World school' }
const WITHHELD = '人还少，先不显示各人减了多少，免得算出别人的。'

/** A group in which two show a nickname, with or without what they saved. */
const shown = (milligrams: number | null): GroupTop => ({
  group: {
    ...{ groupId, kind: 'school', name: NAME, openedBy: NAME, nickname: null, months: [] },
    joinedAt: '2026-11-02T09:00:00+08:00',
  },
  ...{ mayShowNickname: true, peopleMin: 5, month: '2026-11' },
  top: [
    { place: 1, nickname: '小树', milligrams, isOwn: false },
    { place: 2, nickname: '骑车的人', milligrams, isOwn: false },
  ],
})

let service: Service
let one: GroupTop
beforeEach(async () => {
  service = await startService((request, response) =>
    answer(response, 200, request.url?.startsWith('/v1/me/groups/') ? one : HER),
  )
  openWith({ groupId })
})
afterEach(async () => {
  resetTaro()
  await service.stop()
})

describe('a group', () => {
  it('shows nicknames with what they saved', async () => {
    one = shown(3_000)
    await openPage(herStores(service), <GroupPage />)
    expect(await screen.findByText('小树')).toBeInTheDocument()
    expect(document.body.textContent).toMatch(/3\s*克/u)
    expect(screen.queryByText(WITHHELD)).toBeNull()
  })

  it('shows nicknames alone where the service withholds their figures, and says why', async () => {
    one = shown(null)
    await openPage(herStores(service), <GroupPage />)
    expect(await screen.findByText('小树')).toBeInTheDocument()
    expect(document.body.textContent).not.toMatch(/\d\s*克/u)
    expect(screen.getByText(WITHHELD)).toBeInTheDocument()
  })
})
