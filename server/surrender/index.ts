/** Surrender 配额清缴: an organisation hands reductions over against its quota; the exclusion list is asked once more, and they are cancelled. */
export { surrenderRoutes } from './routes'
