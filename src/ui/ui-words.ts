import { defineWords } from '../i18n'

export const uiWords = defineWords({
  back: ['返回', 'Back'],
  close: ['关闭', 'Close'],
  offline: ['现在没有网络，读过的内容还看得到', 'You are offline; what was read before can still be seen'],
  retry: ['再试一次', 'Try again'],
  loading: ['正在读取…', 'Loading…'],
  busy: ['正在办理', 'In progress'],
  showTable: ['看数字', 'Show numbers'],
  showChart: ['看图', 'Show chart'],
  issued: ['已入账', 'Credited'],
  pending: ['待入账', 'Being checked'],
  kg: ['千克', 'kg'],
  g: ['克', 'g'],
  mg: ['毫克', 'mg'],
  t: ['吨', 't'],
  inFull: ['{short}，全部位数 {whole}', '{short}, in full {whole}'],
  places: ['主要页面', 'Main pages'],
  done: ['已完成', 'done'],
  next: ['还没到', 'still to come'],
  wait: ['进行中', 'in progress'],
  refused: ['未通过', 'refused'],
})
