import type { RouteObject } from "react-router";
import { desk } from "@/features/desk/feature";
import { diary } from "@/features/diary/feature";
import { evaluation } from "@/features/evaluation/feature";
import { inbox } from "@/features/inbox/feature";
import { task } from "@/features/task/feature";
import type { Topics } from "@/shared/realtime/invalidation";

/** What a feature gives to the app: its routes (pages lazy) and how pushed events touch its cache. */
export interface Feature {
  routes: RouteObject[];
  topics: Topics;
}

/** features lists every part of the product that has screens. */
export const features: Feature[] = [desk, task, diary, evaluation, inbox];

/** topics joins what the features cache about each type of object. */
export const topics: Topics = Object.fromEntries(
  [...new Set(features.flatMap((feature) => Object.keys(feature.topics)))].map((type) => {
    const parts = features.flatMap((feature) => feature.topics[type] ?? []);
    return [
      type,
      {
        keys: (id: string) => parts.flatMap((part) => part.keys(id)),
        versionIn: parts.find((part) => part.versionIn !== undefined)?.versionIn,
      },
    ];
  }),
);
