import { Button, SegmentedControl } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { save } from "@/shared/api/save";
import { useMe } from "@/shared/api/session";
import type { ImportTable } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { importApi } from "../api";
import { ChooseFile } from "../components/ChooseFile";
import classes from "../components/Import.module.css";
import { Steps } from "../components/Steps";
import { recentQuery, useUpload } from "../queries";

// Who brings in what (api/v1/imports.go asks again).
const tables: readonly [ImportTable, readonly string[]][] = [
  ["units", ["hr"]],
  ["people", ["hr", "admin"]],
  ["products", ["hr", "admin"]],
  ["incoming", ["clerk"]],
];

/** StartPage is Nhập dữ liệu: what is brought in, the template for it, the file, and one's last imports. */
export function StartPage() {
  const me = useMe();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const mine = tables
    .filter(([, roles]) => roles.some((role) => (me.roles as string[]).includes(role)))
    .map(([table]) => table);
  const asked = mine.find((table) => table === params.get("table"));
  const [table, setTable] = useState<ImportTable>(asked ?? mine[0] ?? "people");
  const upload = useUpload();
  const template = useMutation({
    mutationFn: () => importApi.template(table),
    onSuccess: (file) => save(file, `mau-${table}.xlsx`),
  });
  const recent = useQuery(recentQuery()).data?.items ?? [];
  return (
    <Page
      title={t("nav.import")}
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={template.isPending}
          onClick={() => template.mutate()}
        >
          {t("import.template")}
        </Button>
      }
      below={<Steps />}
    >
      <div className={classes.start}>
        {mine.length > 1 && (
          <SegmentedControl
            aria-label={t("import.what")}
            data={mine.map((value) => ({ value, label: t(`import.table.${value}`) }))}
            value={table}
            onChange={(value) => setTable(value as ImportTable)}
          />
        )}
        <p className={classes.about}>{t(`import.about.${table}`)}</p>
        <ChooseFile
          busy={upload.isPending}
          onFile={(file) =>
            upload.mutate({ table, file }, { onSuccess: (made) => void navigate(`/import/${made.id}`) })
          }
        />
        {upload.isError && <ErrorState title={t("import.unread")} error={upload.error} />}
        {template.isError && <ErrorState title={t("import.template.failed")} error={template.error} />}
      </div>
      {recent.length > 0 && (
        <section className={classes.recent}>
          <SectionTitle title={t("import.recent")} count={recent.length} />
          <ul className={classes.list}>
            {recent.map((one) => (
              <li key={one.id}>
                <Link to={`/import/${one.id}`}>{one.file}</Link>
                <span>{t(`import.table.${one.table}`)}</span>
                <span>
                  {t(one.faults > 0 && one.state === "checked" ? "import.state.faulty" : `import.state.${one.state}`)}
                </span>
                <span className={classes.when}>{formatInstant(one.at)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
