import { IconBan, IconCircleCheck, IconCircleDashed, IconLock, type TablerIcon } from "@tabler/icons-react";
import type { AccountState } from "@/shared/api/types";

/** stateIcon tells the states of an account apart in ink: green and red belong to deadlines. */
export const stateIcon: Record<AccountState, TablerIcon> = {
  pending: IconCircleDashed,
  active: IconCircleCheck,
  disabled: IconLock,
  closed: IconBan,
};

/** accountStates lists the states in the order of the filter. */
export const accountStates = ["pending", "active", "disabled", "closed"] as const;
