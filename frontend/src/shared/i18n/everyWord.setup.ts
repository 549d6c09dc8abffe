// Components are tested without the routes that would fetch their words.
import { loadWords, type Words } from "@/shared/i18n";
import { catalogue } from "@/shared/i18n/everyWord";

const every: Words = { vi: async () => ({ default: catalogue("vi") }), en: async () => ({ default: catalogue("en") }) };
await loadWords([every]);
