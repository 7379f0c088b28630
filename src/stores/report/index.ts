/** What the pages on suspected fraud read, apart from everything that knows who is here. */
export { useReportStore } from './use-report-store'
