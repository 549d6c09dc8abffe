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

// Both files of the typeface are on their way before there is text, and not before the program, which a weak line waits for.
for (const letters of ["a", String.fromCodePoint(0x1eef)])
  void document.fonts.load('1em "IBM Plex Sans Variable"', letters).catch(() => undefined);
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
