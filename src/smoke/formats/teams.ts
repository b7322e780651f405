import { chatMessage } from './chat-message.ts'
import type { ReportFormatter } from './formatter.ts'

/**
 * The payload of one message for a workflow of Microsoft Teams that posts what its webhook receives: an
 * Adaptive Card.
 *
 * @see https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
 */
export const teams: ReportFormatter = (report, { link }) => {
  const message = chatMessage(report, link)
  const block = (text: string, more: object = {}) => ({
    type: 'TextBlock',
    text: escaped(text),
    wrap: true,
    ...more,
  })
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      block(message.title, { size: 'Large', weight: 'Bolder', color: colours[message.verdict] }),
      ...message.facts.map((fact) => block(fact)),
      ...message.troubles.flatMap(({ title, names }) => [
        block(title, { weight: 'Bolder', separator: true }),
        ...(names === '' ? [] : [block(names, { isSubtle: true, spacing: 'None' })]),
      ]),
    ],
    ...(message.link !== undefined && {
      actions: [{ type: 'Action.OpenUrl', title: 'Show the run', url: message.link }],
    }),
  }
  const attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    contentUrl: null,
    content: card,
  }
  return `${JSON.stringify({ type: 'message', attachments: [attachment] }, null, 2)}\n`
}

// --- internal ---

const colours = {
  passed: 'Good',
  failed: 'Attention',
  integration_key: 'Attention',
  incomplete: 'Warning',
}

/** A TextBlock reads some Markdown: names stay what they are, and make no link. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<]/g, '\\$&')
}
