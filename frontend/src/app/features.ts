import { account } from "@/features/account/feature";
import { admin } from "@/features/admin/feature";
import { calendar } from "@/features/calendar/feature";
import { catalogue } from "@/features/catalogue/feature";
import { desk } from "@/features/desk/feature";
import { diary } from "@/features/diary/feature";
import { evaluation } from "@/features/evaluation/feature";
import { follow } from "@/features/follow/feature";
import { importer } from "@/features/importer/feature";
import { inbox } from "@/features/inbox/feature";
import { incoming } from "@/features/incoming/feature";
import { people } from "@/features/people/feature";
import { setup } from "@/features/setup/feature";
import { substitute } from "@/features/substitute/feature";
import { task } from "@/features/task/feature";
import { unit } from "@/features/unit/feature";
import { workplace } from "@/features/workplace/feature";
import type { Feature } from "@/shared/feature";

/** features lists every part of the product that has screens, in the order of the navigation. */
export const features: Feature[] = [
  desk,
  follow,
  task,
  incoming,
  diary,
  workplace,
  evaluation,
  inbox,
  people,
  substitute,
  unit,
  account,
  importer,
  catalogue,
  admin,
  calendar,
  setup,
];
