/** Whether the database can keep a record as JSON: NUL and half characters have no place in its texts, and JSON can spell both. */
export const isKeepable = (record: object): boolean =>
  !/\\u(0000|d[89a-f])/i.test(JSON.stringify(record).replaceAll('\\\\', ''))
