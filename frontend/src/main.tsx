import "@mantine/core/styles.css";
import "@/shared/theme/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { sweepDrafts } from "@/shared/draft/useDraft";
import { loadLanguage } from "@/shared/i18n";
import { prefs } from "@/shared/prefs/prefs";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

sweepDrafts();
await loadLanguage(prefs.get().language);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
