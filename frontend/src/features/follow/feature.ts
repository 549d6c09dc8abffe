import { IconEye } from "@tabler/icons-react";
import { taskWords } from "@/features/task/words";
import { workplaceWords } from "@/features/workplace/words";
import type { Feature } from "@/shared/feature";
import { followsUnits } from "./model";
import { followKeys } from "./queries";
import { followWords } from "./words";

/** follow brings Theo dõi đơn vị: how units stand, what is late and with whom. */
export const follow: Feature = {
  routes: [{ path: "follow", lazy: async () => ({ Component: (await import("./screens")).FollowPage }) }],
  nav: [{ to: "/follow", label: "nav.follow", icon: IconEye, keys: "g u", shown: (me) => followsUnits(me).length > 0 }],
  words: [followWords, taskWords, workplaceWords],
  // The server keeps a report for two seconds.
  topics: { task: { keys: () => [followKeys.all()], quiet: true, restMs: 3_000 } },
};
