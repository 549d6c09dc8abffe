import { Button, Menu, Popover } from "@mantine/core";
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
  return <Exporting path={path} choices={[{ label: "", query }]} />;
}

/** One of several files to choose from. */
interface ExportChoice {
  label: string;
  query: Query;
}

/** ExportMenu is ExportButton with a choice of what is taken away: a day, a week, a month. */
export function ExportMenu({ path, choices }: { path: string; choices: ExportChoice[] }) {
  return <Exporting path={path} choices={choices} />;
}

function Exporting({ path, choices }: { path: string; choices: ExportChoice[] }) {
  const [only] = choices;
  const taking = useMutation({
    mutationFn: (query: Query) => api.taken(path, query),
    onSuccess: ({ file, name, more }) => {
      save(file, name);
      void toast(more ? t("export.more") : t("export.done", { name }));
    },
  });
  return (
    // What the fault stands at is told of it only where it is a button: round a menu it is none, and the menu has its own.
    <Popover
      opened={taking.isError}
      onDismiss={taking.reset}
      width={320}
      position="bottom-end"
      trapFocus
      withRoles={choices.length === 1}
    >
      <Popover.Target>
        {choices.length === 1 && only !== undefined ? (
          <Button
            variant="default"
            className="cv-noprint"
            leftSection={<IconFileSpreadsheet size={16} stroke={1.6} aria-hidden />}
            loading={taking.isPending}
            onClick={() => taking.mutate(only.query)}
          >
            {t("export.button")}
          </Button>
        ) : (
          <span className="cv-noprint">
            <Menu position="bottom-end">
              <Menu.Target>
                <Button
                  variant="default"
                  leftSection={<IconFileSpreadsheet size={16} stroke={1.6} aria-hidden />}
                  loading={taking.isPending}
                >
                  {t("export.button")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {choices.map(({ label, query }) => (
                  <Menu.Item key={label} onClick={() => taking.mutate(query)}>
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </span>
        )}
      </Popover.Target>
      <Popover.Dropdown>
        <ErrorState
          act
          title={t("export.failed")}
          error={taking.error}
          onRetry={() => taking.variables !== undefined && taking.mutate(taking.variables)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
