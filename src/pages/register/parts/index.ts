/** What several of the register's pages are made of. */
export { RegisterPage } from './register-page'
export { useRegisterShown } from './use-register-shown'
