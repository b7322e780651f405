import { type Place, valueAt } from '../../config/problem.ts'
import type { EnvironmentDraft } from '../../config/workspace.ts'
import { parseAddress } from '../redirect-uri/redirect-uris.ts'

/** The declared webhook URL of an environment. */
export interface WebhookUrl {
  text: string
  /** The text for messages: without a password, and not too long. */
  shown: string
  /** Absent when the text is not an absolute address. */
  url: URL | undefined
  place: Place
}

export function webhookUrl({ integration }: EnvironmentDraft): WebhookUrl | undefined {
  const text = integration?.value.webhooks?.url
  if (integration === undefined || text === undefined) return undefined
  const shown = text.replace(/\/\/[^/?#]*@/, '//***@')
  return {
    text,
    shown: shown.length > 80 ? `${shown.slice(0, 77)}...` : shown,
    url: parseAddress(text),
    place: valueAt(integration, 'webhooks', 'url'),
  }
}
