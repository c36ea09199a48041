// Which person of a shop may do what. This table is the rule; routes and pages only ask it.

export type Role = "owner" | "manager" | "staff";

const everybody: readonly Role[] = ["owner", "manager", "staff"];
const managers: readonly Role[] = ["owner", "manager"];
const owners: readonly Role[] = ["owner"];

const permitted = {
  answer_customers: everybody,
  see_customers: everybody,
  /** Within the limits that hold for a customer at the counter. */
  give_points: everybody,
  see_own_sessions: everybody,
  /** Any amount, up or down; undo an entry; put a reward back. */
  correct_points: managers,
  run_programme: managers,
  manage_kiosks: managers,
  /** Keys for the tills that send purchases. */
  manage_tills: managers,
  see_history: managers,
  run_shop: owners,
  manage_people: owners,
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Permission = keyof typeof permitted;

export const permissions = Object.keys(permitted) as readonly Permission[];

export const roles: readonly Role[] = everybody;

export const mayDo = (role: Role, permission: Permission): boolean => permitted[permission].includes(role);
