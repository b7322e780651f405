import { formRules } from '../config/form-rules.ts'
import type { RuleInfo } from '../findings/rule-info.ts'
import { oneActive as clientSecretOneActive } from './client-secret/one-active.ts'
import { overdue as clientSecretOverdue } from './client-secret/overdue.ts'
import { signingVault as clientSecretSigningVault } from './client-secret/signing-vault.ts'
import { staleRetiring as clientSecretStaleRetiring } from './client-secret/stale-retiring.ts'
import { times as clientSecretTimes } from './client-secret/times.ts'
import { schemaComment } from './editor/schema-comment.ts'
import { idCase } from './environment/id-case.ts'
import { integrationKey } from './environment/integration-key.ts'
import { namePlatform } from './environment/name-platform.ts'
import { noLiveTenant } from './environment/no-live-tenant.ts'
import { placeholderId } from './environment/placeholder-id.ts'
import { sharedAccount } from './environment/shared-account.ts'
import { sharedUser } from './environment/shared-user.ts'
import { splitProduct } from './environment/split-product.ts'
import { custody } from './key-pair/custody.ts'
import { docusignId } from './key-pair/docusign-id.ts'
import { duplicate as keyPairDuplicate } from './key-pair/duplicate.ts'
import { inFlight } from './key-pair/in-flight.ts'
import { missingPart } from './key-pair/missing-part.ts'
import { none as noKeyPair } from './key-pair/none.ts'
import { oneActive as keyPairOneActive } from './key-pair/one-active.ts'
import { outsideVault } from './key-pair/outside-vault.ts'
import { registeredLimit } from './key-pair/registered-limit.ts'
import { signingVault as keyPairSigningVault } from './key-pair/signing-vault.ts'
import { stateTime } from './key-pair/state-time.ts'
import { timeOrder } from './key-pair/time-order.ts'
import { mismatch } from './public-key/mismatch.ts'
import { missing as publicKeyMissing } from './public-key/missing.ts'
import { orphan } from './public-key/orphan.ts'
import { unreadable } from './public-key/unreadable.ts'
import { weak as publicKeyWeak } from './public-key/weak.ts'
import { credentials } from './redirect-uri/credentials.ts'
import { duplicate as redirectUriDuplicate } from './redirect-uri/duplicate.ts'
import { emptyPath } from './redirect-uri/empty-path.ts'
import { fragment as redirectUriFragment } from './redirect-uri/fragment.ts'
import { insecure } from './redirect-uri/insecure.ts'
import { ipAddress } from './redirect-uri/ip-address.ts'
import { length as redirectUriLength } from './redirect-uri/length.ts'
import { localhost } from './redirect-uri/localhost.ts'
import { loopback } from './redirect-uri/loopback.ts'
import { nearDuplicate } from './redirect-uri/near-duplicate.ts'
import { notAbsolute } from './redirect-uri/not-absolute.ts'
import { publicHost } from './redirect-uri/public-host.ts'
import { query as redirectUriQuery } from './redirect-uri/query.ts'
import { scheme as redirectUriScheme } from './redirect-uri/scheme.ts'
import { shared as redirectUriShared } from './redirect-uri/shared.ts'
import { tooMany } from './redirect-uri/too-many.ts'
import { unlistedHost } from './redirect-uri/unlisted-host.ts'
import { unnormalised } from './redirect-uri/unnormalised.ts'
import { whiteSpace } from './redirect-uri/white-space.ts'
import { wildcard } from './redirect-uri/wildcard.ts'
import { due as rotationDue } from './rotation/due.ts'
import { endlessRenewal } from './rotation/endless-renewal.ts'
import { noEvidence } from './rotation/no-evidence.ts'
import { overdue } from './rotation/overdue.ts'
import { overlap } from './rotation/overlap.ts'
import { renewBefore } from './rotation/renew-before.ts'
import { staleCompromised } from './rotation/stale-compromised.ts'
import { stalePending } from './rotation/stale-pending.ts'
import { staleRetiring } from './rotation/stale-retiring.ts'
import { standby } from './rotation/standby.ts'
import type { Rule } from './rule.ts'
import { beyondConsent } from './scopes/beyond-consent.ts'
import { impersonation } from './scopes/impersonation.ts'
import { unknownScope } from './scopes/unknown.ts'
import { azureCredential } from './secret/azure-credential.ts'
import { clientSecret } from './secret/client-secret.ts'
import { privateJwk } from './secret/private-jwk.ts'
import { privateKey } from './secret/private-key.ts'
import { token as secretToken } from './secret/token.ts'
import { lockedRule } from './settings/locked-rule.ts'
import { unknownRule } from './settings/unknown-rule.ts'
import { suppressionRules } from './suppression-rules.ts'
import { baseUri } from './tenant/base-uri.ts'
import { baseUriPlatform } from './tenant/base-uri-platform.ts'
import { canaryUser } from './tenant/canary-user.ts'
import { duplicateAccount } from './tenant/duplicate-account.ts'
import { duplicateName } from './tenant/duplicate-name.ts'
import { duplicateUser } from './tenant/duplicate-user.ts'
import { idMixup } from './tenant/id-mixup.ts'
import { knownFailureExpired } from './tenant/known-failure-expired.ts'
import { knownFailurePointless } from './tenant/known-failure-pointless.ts'
import { legacy } from './tenant/legacy.ts'
import { future as timeFuture } from './time/future.ts'
import { impossible } from './time/impossible.ts'
import { host as vaultHost } from './vault/host.ts'
import { oldApi } from './vault/old-api.ts'
import { same as vaultSame } from './vault/same.ts'
import { shared as vaultShared } from './vault/shared.ts'
import { missingKey } from './webhook/missing-key.ts'
import { publicHost as webhookPublicHost } from './webhook/public-host.ts'
import { undeliverable } from './webhook/undeliverable.ts'
import { unknownEvent } from './webhook/unknown-event.ts'
import { unsigned } from './webhook/unsigned.ts'
import { oneActive as webhookKeyOneActive } from './webhook-key/one-active.ts'
import { overdue as webhookKeyOverdue } from './webhook-key/overdue.ts'
import { signingVault as webhookKeySigningVault } from './webhook-key/signing-vault.ts'
import { staleRetiring as webhookKeyStaleRetiring } from './webhook-key/stale-retiring.ts'
import { times as webhookKeyTimes } from './webhook-key/times.ts'
import { tooMany as webhookKeyTooMany } from './webhook-key/too-many.ts'
import { lostText } from './yaml/lost-text.ts'

/** The rules that look at values; the order does not matter, findings are sorted. */
export const rules: readonly Rule[] = [
  clientSecretOneActive,
  clientSecretOverdue,
  clientSecretSigningVault,
  clientSecretStaleRetiring,
  clientSecretTimes,
  schemaComment,
  idCase,
  integrationKey,
  namePlatform,
  noLiveTenant,
  placeholderId,
  sharedAccount,
  sharedUser,
  splitProduct,
  custody,
  docusignId,
  keyPairDuplicate,
  inFlight,
  missingPart,
  noKeyPair,
  keyPairOneActive,
  outsideVault,
  registeredLimit,
  keyPairSigningVault,
  stateTime,
  timeOrder,
  mismatch,
  publicKeyMissing,
  orphan,
  unreadable,
  publicKeyWeak,
  credentials,
  redirectUriDuplicate,
  emptyPath,
  redirectUriFragment,
  insecure,
  ipAddress,
  redirectUriLength,
  localhost,
  loopback,
  nearDuplicate,
  notAbsolute,
  publicHost,
  redirectUriQuery,
  redirectUriScheme,
  redirectUriShared,
  tooMany,
  unlistedHost,
  unnormalised,
  whiteSpace,
  wildcard,
  rotationDue,
  endlessRenewal,
  noEvidence,
  overdue,
  overlap,
  renewBefore,
  staleCompromised,
  stalePending,
  staleRetiring,
  standby,
  beyondConsent,
  impersonation,
  unknownScope,
  azureCredential,
  clientSecret,
  privateJwk,
  privateKey,
  secretToken,
  lockedRule,
  unknownRule,
  baseUriPlatform,
  baseUri,
  canaryUser,
  duplicateAccount,
  duplicateName,
  duplicateUser,
  idMixup,
  knownFailureExpired,
  knownFailurePointless,
  legacy,
  timeFuture,
  impossible,
  vaultHost,
  oldApi,
  vaultSame,
  vaultShared,
  missingKey,
  webhookPublicHost,
  undeliverable,
  unknownEvent,
  unsigned,
  webhookKeyOneActive,
  webhookKeyOverdue,
  webhookKeySigningVault,
  webhookKeyStaleRetiring,
  webhookKeyTimes,
  webhookKeyTooMany,
  lostText,
]

const infos = new Map<string, RuleInfo>(
  [...formRules, ...rules, ...suppressionRules].map((info) => [info.id, info]),
)

/** Everything that can be found, by id. */
export const ruleInfos: ReadonlyMap<string, RuleInfo> = infos
