export { verifyWebhook, type WebhookHeaders } from './verify-webhook.ts'
