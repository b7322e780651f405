/**
 * What an account or a user says that proves nothing, but that somebody has to look at. Names are
 * stable: reports and metrics use them.
 */
export type WarningClass =
  | 'account_suspension'
  | 'plan_ends_soon'
  | 'envelopes_used_up'
  | 'user_is_administrator'
  | 'rights_not_read'
  | 'undocumented_value'
  | 'api_budget_low'
  | 'webhook_duplicate'
  | 'webhook_no_retry'
  | 'webhook_undelivered'

/** A warning about a login that works. Its texts are safe to print. */
export interface AccountWarning {
  class: WarningClass
  /** What was read, a full sentence. */
  message: string
}

/** What is the same for all warnings of a class. */
export const warningClasses: Readonly<
  Record<WarningClass, { title: string /** What to do. */; action: string }>
> = {
  account_suspension: {
    title: 'account names a suspension',
    action:
      'ask the customer whether the account is suspended: Docusign does not describe the values of "suspensionStatus"',
  },
  plan_ends_soon: {
    title: 'plan ends soon',
    action: 'ask the customer whether the plan is renewed: without a plan nothing is sent',
  },
  envelopes_used_up: {
    title: 'envelopes of the billing period are used up',
    action: 'ask the customer whether the plan allows more than its number of envelopes',
  },
  user_is_administrator: {
    title: 'user is an administrator',
    action:
      'use a user without administrator rights: only webhooks need one who administers the account',
  },
  rights_not_read: {
    title: 'permission to send not read',
    action:
      'let an administrator of the account look it up (Docusign Admin, Users, the permission profile of the user)',
  },
  undocumented_value: {
    title: 'value that Docusign does not document',
    action: "look it up in Docusign Admin, or ask Docusign's support what it means",
  },
  api_budget_low: {
    title: 'few API calls left',
    action:
      "look at the calls of this account in Docusign's API Usage Center: an administrator can ask for more there; the product shares this limit",
  },
  webhook_duplicate: {
    title: 'webhook configured twice',
    action: 'delete one of the Connect configurations: every message arrives twice',
  },
  webhook_no_retry: {
    title: 'webhook is not sent again',
    action: 'set requiresAcknowledgement to true: without it, a message can be lost',
  },
  webhook_undelivered: {
    title: 'webhook messages not delivered',
    action:
      'check that your listener answers with 2xx within 100 s, then send them again with PUT .../connect/envelopes/retry_queue',
  },
}

/** Every class of warnings. */
export const warningClassNames = Object.keys(warningClasses) as readonly WarningClass[]
