import { chatMessage } from './chat-message.ts'
import type { ReportFormatter } from './formatter.ts'

/**
 * The payload of one message for an incoming webhook of Slack.
 *
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */
export const slack: ReportFormatter = (report, { link }) => {
  const message = chatMessage(report, link)
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } })
  const title = `${icons[message.verdict]} ${message.title}`
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: cut(title, 150) } },
    section(cut(message.facts.map(escape).join('\n'), 3000)),
    ...message.troubles.map(({ title, names }) =>
      section(
        cut([`*${escaped(title)}*`, ...(names === '' ? [] : [escaped(names)])].join('\n'), 3000),
      ),
    ),
    ...(message.link === undefined ? [] : [section(`<${escaped(message.link)}|Show the run>`)]),
  ]
  return `${JSON.stringify({ text: escaped(title), blocks }, null, 2)}\n`
}

// --- internal ---

const icons = { passed: '✅', failed: '❌', integration_key: '🚨', incomplete: '⚠️' }

/** https://docs.slack.dev/messaging/formatting-message-text#escaping; `*` and `_` only change the look. */
function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
