// The addresses that the carrier calls.

export const webhookPaths = {
  inbound: () => "/webhooks/vonage/inbound",
  status: () => "/webhooks/vonage/status",
};
