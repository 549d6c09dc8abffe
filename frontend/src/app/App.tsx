import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { Suspense, useEffect, useState } from "react";
import { RouterProvider } from "react-router";
import { Gate } from "@/features/session/components/Gate";
import { makeQueryClient } from "@/shared/api/queryClient";
import { watchDay } from "@/shared/api/today";
import { listenForHotkeys } from "@/shared/hotkeys/hotkeys";
import { loadLanguage } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";
import { usePrefs } from "@/shared/prefs/prefs";
import { RealtimeProvider } from "@/shared/realtime/line";
import { resolver, theme } from "@/shared/theme/theme";
import { warm, whenCalm } from "./calm";
import { ErrorBoundary } from "./ErrorBoundary";
import { features } from "./features";
import { makeRouter } from "./router";

const topics = features.map((feature) => feature.topics);

const Toasts = lazyPart(async () => (await import("./more")).Toasts);

// public/boot.js reads the same entry before the first paint.
const schemeManager = localStorageColorSchemeManager({ key: "congvu.scheme" });

/** App puts together theme, cache, session, socket and pages. */
export function App() {
  const language = useLanguage();
  const [queryClient] = useState(makeQueryClient);
  const [router] = useState(makeRouter);
  useEffect(listenForHotkeys, []);
  useEffect(() => watchDay(queryClient), [queryClient]);
  // What is not on the first screen comes after it: the line is weak.
  const [calm, setCalm] = useState(false);
  useEffect(() => whenCalm(queryClient, () => setCalm(true)), [queryClient]);
  useEffect(() => {
    if (!calm) return;
    void warm();
    void import("./more").then(({ watchWorker, watchDevice }) => {
      watchDevice(queryClient);
      // In development the files change by the minute and are served as they are.
      if (import.meta.env.PROD) void watchWorker();
    });
  }, [calm, queryClient]);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      colorSchemeManager={schemeManager}
    >
      <ErrorBoundary>
        <QueryClientProvider client={queryClient}>
          {/* Another language draws everything anew; the cache and the drafts stay. */}
          <Gate key={language}>
            <RealtimeProvider topics={topics}>
              <RouterProvider router={router} />
            </RealtimeProvider>
          </Gate>
        </QueryClientProvider>
        <Suspense>{calm && <Toasts />}</Suspense>
      </ErrorBoundary>
    </MantineProvider>
  );
}

/** useLanguage returns the language whose catalogue is loaded. */
function useLanguage(): string {
  const { language } = usePrefs();
  const [loaded, setLoaded] = useState(language);
  useEffect(() => {
    void loadLanguage(language).then(() => {
      document.documentElement.lang = language;
      setLoaded(language);
    });
  }, [language]);
  return loaded;
}
