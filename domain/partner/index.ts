/** Orders of partners 合作方订单: the code a resident approves one with, where an order stands, and what may become of it. */
export { APPROVAL_SECONDS, approvalCodeOf, readApprovalCode } from './approval-code'
export { decideOrderStep, orderStateOf, type OrderState, type OrderStep } from './order-steps'
