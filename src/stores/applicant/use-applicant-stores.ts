import { byAuthority } from '../member'
import { createApplicantStores } from './create-applicant-stores'

/** The applicant's stores of this page's name. */
export const useApplicantStores = byAuthority(createApplicantStores)
