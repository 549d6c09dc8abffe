import { Button, Popover } from "@mantine/core";
import { IconFileSpreadsheet } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { api, type Query } from "@/shared/api/client";
import { save } from "@/shared/api/save";
import { t } from "@/shared/i18n";
import { ErrorState } from "./States";
import { toast } from "./toast";

/** Props of ExportButton; query: what the list on the screen was asked with, so that the file holds the same. */
interface Props {
  path: string;
  query: Query;
}

/** ExportButton takes the list on the screen away as a workbook, exactly as it is seen ("Xuất Excel"). */
export function ExportButton({ path, query }: Props) {
  const taking = useMutation({
    mutationFn: () => api.taken(path, query),
    onSuccess: ({ file, name, more }) => {
      save(file, name);
      void toast(more ? t("export.more") : t("export.done", { name }));
    },
  });
  return (
    <Popover opened={taking.isError} onDismiss={taking.reset} width={320} position="bottom-end" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          className="cv-noprint"
          leftSection={<IconFileSpreadsheet size={16} stroke={1.6} aria-hidden />}
          loading={taking.isPending}
          onClick={() => taking.mutate()}
        >
          {t("export.button")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ErrorState act title={t("export.failed")} error={taking.error} onRetry={() => taking.mutate()} />
      </Popover.Dropdown>
    </Popover>
  );
}
