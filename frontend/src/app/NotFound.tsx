import { Button } from "@mantine/core";
import { IconMapSearch } from "@tabler/icons-react";
import { Link } from "react-router";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { EmptyState } from "@/shared/ui/States";

/** NotFound answers an address that leads nowhere. */
export function NotFound() {
  return (
    <Page title={t("notFound.heading")}>
      <EmptyState
        icon={IconMapSearch}
        title={t("notFound.title")}
        text={t("notFound.text")}
        action={
          <Button component={Link} to="/" variant="default">
            {t("notFound.action")}
          </Button>
        }
      />
    </Page>
  );
}
