/** Ed25519 in plain JavaScript: what a role's pages sign and check on the device. Apart, so that a resident never loads it. */
export { digestOf, isKey, isSigned, keyOfNobody, publicKeyOf, signText } from './sign-text'
