import "@/shared/theme/mantine.css";
import "@/shared/theme/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { sessionWords } from "@/features/session/words";
import { watchTyping } from "@/shared/draft/typed";
import { sweepDrafts } from "@/shared/draft/useDraft";
import { loadWords } from "@/shared/i18n";
import { watchParts } from "@/shared/part";
import { holdTooLong } from "@/shared/ui/Text";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

sweepDrafts();
watchTyping();
watchParts();
holdTooLong();
await loadWords([sessionWords]);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
