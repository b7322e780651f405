import { publicDomain } from '../redirect-uri/public-domain.ts'
import type { EnvironmentRule } from '../rule.ts'
import { webhookUrl } from './webhook-url.ts'

export const publicHost: EnvironmentRule = {
  id: 'webhook/public-host',
  severity: 'warning',
  summary: 'A webhook URL on a host that is not yours alone: others may read what customers sign.',
  help: 'Receive webhooks below a domain that you own.',
  *check(environment) {
    const webhook = webhookUrl(environment)
    const domain = webhook?.url && publicDomain(webhook.url)
    if (webhook === undefined || domain === undefined) return
    yield {
      place: webhook.place,
      message: `the webhook URL "${webhook.shown}" leads to "${domain}", which is not yours alone`,
    }
  },
}
