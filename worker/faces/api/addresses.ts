// The addresses that programs ask: a till's, and whoever watches the service. A parameter's name in place of its value gives the path of the route.

export const apiPaths = {
  home: () => "/api/v1",
  description: () => "/api/v1/openapi.json",
  purchases: () => "/api/v1/purchases",
  refund: <P extends string>(purchaseId: P) => `/api/v1/purchases/${purchaseId}/refund` as const,
  health: () => "/healthz",
};
