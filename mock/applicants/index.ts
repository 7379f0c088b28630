/** Who applies in the simulated city, every one invented: a cooperative of households with roofs, an institute with a methodology, the company whose cards ferries take, and the experts who judge. */
export { APPLICANTS, EXPERTS, type SimulatedExpert } from './parties'
export { settleApplicants, type ApplicantPlaces } from './settle-applicants'
