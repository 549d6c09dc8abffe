import desk from "@/features/desk/i18n/vi.json";
import diary from "@/features/diary/i18n/vi.json";
import evaluation from "@/features/evaluation/i18n/vi.json";
import inbox from "@/features/inbox/i18n/vi.json";
import session from "@/features/session/i18n/vi.json";
import task from "@/features/task/i18n/vi.json";
import shared from "./vi.json";

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
