import desk from "@/features/desk/i18n/en.json";
import diary from "@/features/diary/i18n/en.json";
import evaluation from "@/features/evaluation/i18n/en.json";
import inbox from "@/features/inbox/i18n/en.json";
import session from "@/features/session/i18n/en.json";
import task from "@/features/task/i18n/en.json";
import shared from "./en.json";

const catalogue: Record<string, string> = {
  ...shared,
  ...session,
  ...desk,
  ...task,
  ...diary,
  ...evaluation,
  ...inbox,
};

export default catalogue;
