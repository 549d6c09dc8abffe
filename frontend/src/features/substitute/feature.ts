import { peopleWords } from "@/features/people/words";
import type { Feature } from "@/shared/feature";
import { substituteKeys } from "./queries";
import { substituteWords } from "./words";

/** substitute brings who stands in while somebody is away: parts of the own page, of a person's page and of the desk. */
export const substitute: Feature = {
  routes: [],
  words: [substituteWords, peopleWords],
  topics: { substitute: { keys: () => [substituteKeys.all], versionIn: () => undefined } },
};
