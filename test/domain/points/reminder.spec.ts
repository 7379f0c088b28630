import { reminderDue } from '#domain/points'

const END = new Date('2028-06-01T00:00:00+08:00')

it.each([
  ['2028-05-01T23:59:59+08:00', undefined],
  ['2028-05-02T00:00:00+08:00', 30],
  ['2028-05-24T23:59:59+08:00', 30],
  ['2028-05-25T00:00:00+08:00', 7],
  ['2028-05-30T23:59:59+08:00', 7],
  ['2028-05-31T00:00:00+08:00', 1],
  ['2028-05-31T23:59:59+08:00', 1],
  ['2028-06-01T00:00:00+08:00', undefined],
])('at %s the reminder due is that of %p days', (now, days) => {
  expect(reminderDue(END, new Date(now))).toBe(days)
})
