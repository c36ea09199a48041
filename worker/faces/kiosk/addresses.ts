// The addresses of the tablet on the counter.

export const kioskPaths = {
  home: () => "/kiosk",
  pair: () => "/kiosk/pair",
  /** From here, and not from among the assets, it may look after all of the kiosk. */
  worker: () => "/kiosk/kiosk-worker.js",
  visits: () => "/kiosk/visits",
  live: () => "/kiosk/live",
  qr: () => "/kiosk/qr.svg",
  staff: () => "/kiosk/staff",
  openStaff: () => "/kiosk/staff/open",
  lockStaff: () => "/kiosk/staff/lock",
  points: () => "/kiosk/staff/points",
  codes: () => "/kiosk/staff/codes",
  moves: () => "/kiosk/staff/moves",
  lookUp: () => "/kiosk/staff/look-up",
  undo: () => "/kiosk/staff/undo",
  moveWaiting: () => "/kiosk/staff/waiting/move",
  dropWaiting: () => "/kiosk/staff/waiting/drop",
};
