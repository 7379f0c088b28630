/** The wire between the module, the partners and the platform: one schema per resource and the one catalogue of refusals. */
export { REFUSALS, refuse, isRefusal, type Refusal, type RefusalCode, type RefusalEntry } from './refusal'
export * as wire from './primitives'
export { Problem } from './problem'
export { Me, RefreshRequest, Session, SessionRequest, Standing } from './session'
export {
  CityCodeRequest,
  CityCodeVerification,
  Closure,
  ClosureRequest,
  DataRead,
  DataReadList,
  GuardianCode,
  Guardianship,
  GuardianshipList,
  GuardianshipRequest,
  Notice,
  OpenAccountRequest,
  SchemeTotals,
} from './account'
export {
  Conversion,
  ConversionRequest,
  PointsBalance,
  PointsExpiry,
  UseOfGrams,
  UseOfGramsList,
} from './points'
export { ConsentState, MyScene, MySceneList, SceneList, SceneProvider, SceneSummary } from './scene'
export {
  Instrument,
  InstrumentKind,
  InstrumentList,
  LinkInstrumentsRequest,
  LinkOutcome,
  LinkOutcomeList,
} from './instrument'
export {
  Goods,
  GoodsBudgetRequest,
  GoodsDetail,
  GoodsKind,
  GoodsList,
  GoodsPartners,
  GoodsRequest,
  GoodsStockRequest,
  GoodsTerms,
  OwnGoods,
  OwnGoodsList,
  Picture,
} from './goods'
export {
  Invitation,
  InvitationRequest,
  MandateRequest,
  Member,
  MemberList,
  MemberRole,
  MemberSession,
  Membership,
  MembershipList,
  MembershipRequest,
  Shop,
  ShopList,
  ShopName,
  ShopRequest,
} from './institution'
export { Message, MessageList } from './message'
export { Methodology, MethodologyList } from './methodology'
export {
  Appeal,
  AppealList,
  AppealRequest,
  Home,
  MyAppeal,
  RideDetail,
  RidePage,
  RideState,
  RideStep,
  RideSummary,
} from './ride'
export { OperatorRun, OperatorRunList, PushOutcome, RideRow, RunReportRequest, Verdict } from './push'
export {
  AppealAnswerRequest,
  ReturnRunRequest,
  Run,
  RunAnomaly,
  RunDetail,
  RunList,
  RunSampleRide,
  RunState,
  StaffAppeal,
  StaffAppealList,
  StaffChallenge,
  StaffChallengeRequest,
  StaffRole,
  StaffSession,
  StaffSessionRequest,
} from './staff'
export {
  OfflineForm,
  OfflineSnapshot,
  Redemption,
  RedemptionList,
  RedemptionRequest,
  Till,
  TillAnswer,
  TillLogEntry,
  TillLogOutcomes,
  TillLogRequest,
  TillOutcome,
  TillRequest,
  TurnBack,
  VoucherCode,
  VoucherCodeRequest,
} from './till'
export { Voucher, VoucherList, VoucherRequest, VoucherState } from './voucher'
export {
  requiredComponents,
  signatureBase,
  SIGNATURE_LABEL,
  signatureParametersText,
  type HttpSignatureAlgorithm,
  type SignatureParameters,
  type SignedComponent,
  type SignedParts,
} from './http-signature'
