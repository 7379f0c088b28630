/** A claw-back: where the milligrams of a ride withdrawn after its window come from, and how what could not be taken is repaid. */
export { planClawBack, type ClawBackPlan, type Owned, type Withdrawn } from './plan'
export { guaranteeDueOn, repayOldestFirst, type OpenShortfall } from './repayment'
