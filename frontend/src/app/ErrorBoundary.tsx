import { Button } from "@mantine/core";
import { IconMoodSad } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { useRouteError } from "react-router";
import { referenceOf } from "@/shared/api/problem";
import { t } from "@/shared/i18n";
import { isGone } from "@/shared/part";
import { EmptyState } from "@/shared/ui/States";

/** ErrorBoundary stands around the whole app: whatever fails, the reader gets a sentence and a way on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: undefined as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === undefined ? this.props.children : <Broken error={this.state.error} />;
  }
}

/** RouteError takes the place of one page; the rest of the app goes on. */
export function RouteError() {
  return <Broken error={useRouteError()} />;
}

function Broken({ error }: { error: unknown }) {
  const reference = referenceOf(error);
  // A page of a version that is no longer served, or a line that is cut: nothing is broken, and loading anew mends it.
  const gone = isGone(error);
  return (
    <main role="alert">
      <EmptyState
        icon={IconMoodSad}
        title={t(gone ? "version.part" : "broken.title")}
        text={
          reference === undefined ? t("broken.text") : `${t("broken.text")} ${t("error.reference", { id: reference })}`
        }
        action={<Button onClick={() => location.reload()}>{t("broken.reload")}</Button>}
      />
    </main>
  );
}
