import { Button } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import { Suspense, useState } from "react";
import type { DiaryDay } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { lazyPart } from "@/shared/part";

const DayVersions = lazyPart(async () => (await import("./DayVersions")).DayVersions);

/** VersionsButton opens what a day said each time that it was sent; nothing for a day that never was. */
export function VersionsButton({ day }: { day: DiaryDay }) {
  const [opened, setOpened] = useState(false);
  if (day.submittedAt === undefined) return null;
  return (
    <>
      <Button
        className="cv-noprint"
        variant="subtle"
        size="compact-sm"
        leftSection={<IconHistory size={16} stroke={1.6} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t("diary.versions")}
      </Button>
      <Suspense>{opened && <DayVersions day={day} onClose={() => setOpened(false)} />}</Suspense>
    </>
  );
}
