import { onlyNearest } from '../../config/nearest.ts'
import { valueAt } from '../../config/problem.ts'
import type { EnvironmentRule } from '../rule.ts'

/** An open list: Docusign adds events. */
export const unknownEvent: EnvironmentRule = {
  id: 'webhook/unknown-event',
  severity: 'warning',
  summary: 'An event name that is not known: Docusign would never send such a message.',
  help: 'Compare it with the events in the Connect documentation.',
  *check({ integration }) {
    if (integration === undefined) return
    for (const [index, event] of (integration.value.webhooks?.events ?? []).entries()) {
      if (event === undefined || knownEvents.includes(event)) continue
      const near = onlyNearest(event, knownEvents)
      yield {
        place: valueAt(integration, 'webhooks', 'events', index),
        message: `the event "${event}" is not known${near === undefined ? '' : `, did you mean "${near}"?`}`,
      }
    }
  },
}

// --- internal ---

/** https://developers.docusign.com/platform/webhooks/connect/event-triggers/ */
const knownEvents = [
  'envelope-completed',
  'envelope-corrected',
  'envelope-created',
  'envelope-declined',
  'envelope-deleted',
  'envelope-delivered',
  'envelope-discard',
  'envelope-purge',
  'envelope-removed',
  'envelope-resent',
  'envelope-sent',
  'envelope-voided',
  'recipient-authenticationfailed',
  'recipient-autoresponded',
  'recipient-completed',
  'recipient-declined',
  'recipient-delegate',
  'recipient-delivered',
  'recipient-finish-later',
  'recipient-reassign',
  'recipient-resent',
  'recipient-sent',
  'template-created',
  'template-deleted',
  'template-modified',
]
